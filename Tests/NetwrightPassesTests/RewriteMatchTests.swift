import NetwrightIR
import NetwrightInterpreter
import NetwrightPasses
import NetwrightSelfCheck
import NetwrightTensor
import RandomGraphs
import Testing

/// Many random matches of every rewrite that may be left out: the same values in `f64` before and
/// after.
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
      let graph = try Self.graph(for: pass, place, seed)
      let rewritten = try pass.run(on: graph)
      let count = PassReport(name, from: graph, to: rewritten).removed.values.reduce(0, +)
      if count == 0, name != RemoveDeadNodes.name { continue }
      matches += max(count, graph.nodes.count - rewritten.nodes.count)
      #expect(GraphVerifier.faults(in: rewritten) == [], "\(name), seed \(seed)")
      let inputs = SeededInputs.of(graph, seed: seed)
      let expected = try ReferenceInterpreter.run(graph, inputs: inputs, precision: .f64)
      let found = try ReferenceInterpreter.run(rewritten, inputs: inputs, precision: .f64)
      let distance = SeededInputs.distance(expected, found)
      // Sums over turns are taken in another order.
      try #require(
        distance <= (Self.isOfLoops(pass) ? 1e-9 : PassTolerance.of(name)),
        """
        \(name), seed \(seed): values differ by \(distance)
        \(GraphPrinter.text(of: graph))gives
        \(GraphPrinter.text(of: rewritten))
        """)
    }
    #expect(matches >= Self.wanted, "\(name) found \(matches) matches in \(seed) graphs")
  }

  private static func isOfLoops(_ pass: any Pass) -> Bool {
    pass is HoistFromLoops || pass is SumAfterLoops || pass is TrimLoops
  }

  /// Passes for loops find what they look for in training steps, once those before them have run.
  private static func graph(
    for pass: any Pass, _ place: Int, _ seed: UInt64
  ) throws -> Graph {
    guard isOfLoops(pass) else { return try BaitGraph.make(seed: seed) }
    return try runPipeline(
      Array(passes[..<place]), on: RandomTraining(RandomLoop.make(seed: seed), seed: seed).training)
  }
}
