import NetwrightIR
import NetwrightOps
import NetwrightPasses
import NetwrightTensor
import Testing

@Suite struct PassSelectionTests {
  private func names(_ selection: PassSelection) -> [String] {
    selection.passes.map { type(of: $0).name }
  }

  @Test("a pass that is left out is gone from every place, and the others keep their order")
  func leavesOut() throws {
    let selection = try PassSelection(without: ["simplify-shapes", "fold-constants"])
    let expected = names(.all).filter { $0 != "simplify-shapes" && $0 != "fold-constants" }
    #expect(names(selection) == expected)
  }

  @Test("a pass is left out before differentiation too")
  func leavesOutForward() throws {
    let selection = try PassSelection(without: ["hoist-from-loops", "commute-gathers"])
    #expect(
      selection.forwardPasses.map { type(of: $0).name } == ["simplify-shapes", "sink-transposes"])
    #expect(!names(selection).contains("hoist-from-loops"))
  }

  @Test("what runs before differentiation keeps gradient stops")
  func keepsGradientStops() throws {
    var builder = GraphBuilder(name: "stop")
    let x = builder.input("x", TensorType(sizes: [2, 3]))
    builder.output("y", builder.sine(builder.stopGradient(builder.sine(x))))
    let graph = try builder.finish()
    let prepared = try runPipeline(PassSelection.all.forwardPasses, on: graph)
    #expect(GraphPrinter.text(of: prepared) == GraphPrinter.text(of: graph))
    let optimized = try runPipeline([SimplifyShapes()], on: graph)
    #expect(!optimized.nodes.contains { $0.op is StopGradient })
  }

  @Test("without fusion every node gets a kernel of its own")
  func substitutes() throws {
    let selection = try PassSelection(without: ["fuse-kernels"])
    #expect(names(selection).last == "separate-kernels")
  }

  @Test("a name that no pass has, and one that kernels need, are refused")
  func refuses() {
    #expect(throws: PassSelection.Failure.unknown("fuse-kernel")) {
      try PassSelection(without: ["fuse-kernel"])
    }
    let reason = SplitReductions.necessity ?? ""
    #expect(throws: PassSelection.Failure.necessary("split-reductions", because: reason)) {
      try PassSelection(without: ["split-reductions"])
    }
  }

  @Test("names of passes are unlike each other")
  func unique() {
    let kinds = Set((forwardPipeline + standardPipeline).map { ObjectIdentifier(type(of: $0)) })
    #expect(PassSelection.names.count == kinds.count)
    #expect(!PassSelection.optionalNames.contains("split-reductions"))
  }

  @Test("a report counts live nodes, and what went and came")
  func report() throws {
    var builder = GraphBuilder(name: "report")
    let x = builder.input("x", TensorType(sizes: [2, 3]))
    builder.output("y", builder.negate(builder.negate(builder.negate(x))))
    let graph = try builder.finish()
    let report = PassReport(
      "simplify-arithmetic", from: graph, to: try SimplifyArithmetic().run(on: graph))
    #expect(report.nodesBefore == 3)
    #expect(report.nodesAfter == 1)
    #expect(report.removed == ["negate": 2])
    #expect(report.added == [:])
    #expect(PassReport("idle", from: graph, to: graph).isIdle)
  }
}
