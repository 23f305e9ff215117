import NetwrightSweeps
import Testing

/// Expected values are computed by hand from the definitions.
@Suite struct MetricTests {
  private func classes(
    _ name: String, _ outputs: [Float], width: Int, _ targets: [Int32]
  ) throws -> Double {
    var metric = try #require(Metric.accumulator(named: name))
    outputs.withUnsafeBufferPointer { outputs in
      targets.withUnsafeBufferPointer { targets in
        metric.add(
          outputs: outputs, width: width, targets: .classes(targets), rows: targets.count)
      }
    }
    return metric.value
  }

  private func values(
    _ name: String, _ outputs: [Float], _ targets: [Float], width: Int
  ) throws -> Double {
    var metric = try #require(Metric.accumulator(named: name))
    outputs.withUnsafeBufferPointer { outputs in
      targets.withUnsafeBufferPointer { targets in
        metric.add(
          outputs: outputs, width: width, targets: .values(targets, width: width),
          rows: outputs.count / width)
      }
    }
    return metric.value
  }

  @Test("accuracy takes the first of equal outputs, and class 0 for NaN")
  func accuracy() throws {
    let outputs: [Float] = [1, 1, 0, 0, 5, 5, .nan, .nan, .nan, 0, 1, 2]
    #expect(try classes("accuracy", outputs, width: 3, [0, 1, 0, 2]) == 1)
    #expect(try classes("accuracy", outputs, width: 3, [1, 2, 1, 2]) == 0.25)
    #expect(try values("accuracy", [1, 2, 4, 3], [0, 1, 0, 1], width: 2) == 0.5)
  }

  @Test("binary accuracy cuts logits at 0")
  func binary() throws {
    #expect(try values("binary_accuracy", [-1, 0.1, 0, 2], [0, 1, 1, 1], width: 1) == 0.75)
    #expect(try classes("binary_accuracy", [-1, 0.1, 0, 2], width: 1, [0, 1, 1, 1]) == 0.75)
  }

  @Test("errors are means over rows and columns")
  func errors() throws {
    let (outputs, targets): ([Float], [Float]) = ([1, 2, 3, 4], [1, 0, 3, 8])
    #expect(try values("mse", outputs, targets, width: 2) == 5)
    #expect(try values("rmse", outputs, targets, width: 2) == 5.0.squareRoot())
    #expect(try values("mae", outputs, targets, width: 1) == 1.5)
  }

  @Test("macro averages leave out absent classes and count empty ratios as 0")
  func macro() throws {
    // Predictions 0 0 1 2, targets 0 1 1 1, class 3 absent. Precision 1/2, 1/1, 0;
    // recall 1/1, 1/3, 0; F1 2/3, 1/2, 0.
    let outputs: [Float] = [
      9, 0, 0, 0, 9, 0, 0, 0, 0, 9, 0, 0, 0, 0, 9, 0,
    ]
    #expect(try classes("precision", outputs, width: 4, [0, 1, 1, 1]) == 1.5 / 3)
    #expect(abs(try classes("recall", outputs, width: 4, [0, 1, 1, 1]) - 4.0 / 9) < 1e-15)
    #expect(abs(try classes("f1", outputs, width: 4, [0, 1, 1, 1]) - 7.0 / 18) < 1e-15)
  }

  @Test("no rows give NaN, and unknown names nothing", arguments: Metric.names)
  func empty(name: String) throws {
    #expect(try classes(name, [], width: 1, []).isNaN)
    #expect(Metric.accumulator(named: name + "?") == nil)
  }
}
