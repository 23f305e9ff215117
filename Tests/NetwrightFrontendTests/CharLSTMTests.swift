import NetwrightAutodiff
import NetwrightFrontend
import NetwrightIR
import NetwrightInterpreter
import NetwrightOps
import NetwrightPasses
import NetwrightTensor
import Testing

/// `specs/bench/char_lstm.yaml` at 2 rows of 4 positions against the same model of PyTorch in f64,
/// its second bias at zero: all parameters are `sin(a · k + b) / 10`.
@Suite struct CharLSTMTests {
  private static let loss = 4.254114206901449

  private struct Parameter {
    let name: String
    let sizes: [Int]
    let a, b: Double
    /// Of the gradient: `Σ gₖ · cos(0.37 k)`, and the sum of magnitudes.
    let wave, size: Double
  }

  private static let parameters = [
    Parameter(
      name: "embedding_1.table", sizes: [65, 64], a: 0.7, b: 0.1,
      wave: 3.7698342037123305e-05, size: 0.6870631277664558),
    Parameter(
      name: "lstm_1.input_weight", sizes: [64, 1024], a: 0.9, b: 0.3,
      wave: 0.0005331420414288928, size: 21.488450584230982),
    Parameter(
      name: "lstm_1.recurrent_weight", sizes: [256, 1024], a: 1.1, b: 0.5,
      wave: -5.410464811685617e-05, size: 12.995579446907355),
    Parameter(
      name: "lstm_1.bias", sizes: [1024], a: 1.3, b: 0.7,
      wave: -0.03555273288199273, size: 3.518331429954397),
    Parameter(
      name: "dense_1.weight", sizes: [256, 65], a: 0.5, b: 0.2,
      wave: 0.021232938867269673, size: 11.08740768754009),
    Parameter(
      name: "dense_1.bias", sizes: [65], a: 0.6, b: 0.4,
      wave: -0.03422842573655538, size: 1.7727327762711518),
  ]

  private static var inputs: [String: Buffer<Double>] {
    var inputs: [String: Buffer<Double>] = [
      "text": Buffer(sizes: [2, 4], elements: (0..<8).map { Double((7 * $0 + 3) % 65) }),
      "next": Buffer(sizes: [2, 4], elements: (0..<8).map { Double((11 * $0 + 5) % 65) }),
      "step": Buffer(scalar: 1),
    ]
    for parameter in parameters {
      let count = parameter.sizes.reduce(1, *)
      inputs[parameter.name] = Buffer(
        sizes: parameter.sizes,
        elements: (0..<count).map {
          0.1 * Double.apply(.sine, parameter.a * Double($0) + parameter.b)
        })
    }
    return inputs
  }

  @Test("the initial loss and all gradients are those of PyTorch, before and after all passes")
  func againstPyTorch() throws {
    let overrides = [
      Override(path: "dims.batch", value: "2"), Override(path: "dims.positions", value: "4"),
    ]
    let (spec, findings) = SpecFiles.check(
      try SpecFiles.read("specs/bench/char_lstm.yaml"), overrides: overrides)
    #expect(findings == "")
    let checked = try #require(spec)
    let forward = try DecomposeComposites(keepsOwnGradients: true).run(
      on: BindDimensions(checked.binding).run(on: checked.lower(.training).graph))
    let plain = try training(from: forward)
    try expectPyTorch(plain)
    let prepared = try training(from: runPipeline(forwardPipeline, on: forward))
    try expectPyTorch(runPipeline(standardPipeline, on: prepared))
  }

  private func training(from forward: Graph) throws -> Graph {
    let rule = UpdateRule(slots: []) { _, gradient, _, _, _ in (gradient, []) }
    return try DecomposeComposites().run(
      on: TrainingGraph.build(from: forward, rule: rule, exposesGradients: true))
  }

  private func expectPyTorch(_ graph: Graph) throws {
    let values = try ReferenceInterpreter.run(graph, inputs: Self.inputs, precision: .f64)
    let loss = try #require(values["loss"])[0]
    #expect((loss - Self.loss).magnitude < 1e-12)
    for parameter in Self.parameters {
      let gradient = try #require(values["gradient.\(parameter.name)"])
      var (wave, size) = (0.0, 0.0)
      for (place, element) in gradient.elements.enumerated() {
        wave += element * Double.apply(.cosine, 0.37 * Double(place))
        size += element.magnitude
      }
      #expect((wave - parameter.wave).magnitude < 1e-10, "\(parameter.name): \(wave)")
      #expect((size - parameter.size).magnitude < 1e-9, "\(parameter.name): \(size)")
    }
  }
}
