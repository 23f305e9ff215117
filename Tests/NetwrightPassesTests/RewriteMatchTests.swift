import NetwrightIR
import NetwrightInterpreter
import NetwrightPasses
import NetwrightTensor
import Testing

/// Many random matches of every rewrite that may be left out (robustness row 15): the same values in
/// `f64` before and after.
@Suite struct RewriteMatchTests {
  /// Matches to see of each pass: a thousand by `EXHAUSTIVE=1`.
  private static let wanted = Exhaustive.isOn ? 1000 : 100

  private static let passes = standardPipeline.filter {
    type(of: $0).necessity == nil && !($0 is any GroupingPass)
  }

  @Test("a rewrite keeps the values of random matches", arguments: passes.indices)
  func keepsValues(_ place: Int) throws {
    let pass = Self.passes[place]
    let name = type(of: pass).name
    var matches = 0
    var seed: UInt64 = 0
    while matches < Self.wanted, seed < 4000 {
      seed += 1
      let graph = try BaitGraph.make(seed: seed)
      let rewritten = try pass.run(on: graph)
      let count = PassReport(name, from: graph, to: rewritten).removed.values.reduce(0, +)
      if count == 0, name != RemoveDeadNodes.name { continue }
      matches += max(count, graph.nodes.count - rewritten.nodes.count)
      #expect(GraphVerifier.faults(in: rewritten) == [], "\(name), seed \(seed)")
      let inputs = SeededInputs.of(graph, seed: seed)
      let expected = try ReferenceInterpreter.run(graph, inputs: inputs, precision: .f64)
      let found = try ReferenceInterpreter.run(rewritten, inputs: inputs, precision: .f64)
      let distance = SeededInputs.distance(expected, found)
      try #require(
        distance <= PassTolerance.of(name),
        """
        \(name), seed \(seed): values differ by \(distance)
        \(GraphPrinter.text(of: graph))gives
        \(GraphPrinter.text(of: rewritten))
        """)
    }
    #expect(matches >= Self.wanted, "\(name) found \(matches) matches in \(seed) graphs")
  }
}
