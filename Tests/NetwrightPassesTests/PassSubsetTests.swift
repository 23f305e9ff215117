import NetwrightIR
import NetwrightInterpreter
import NetwrightPasses
import NetwrightSelfCheck
import NetwrightTensor
import RandomGraphs
import Testing

/// Passes that may be left out, some of them in any order: what they make of random training graphs
/// computes the same, and so do the kernels that fusion makes of that.
@Suite struct PassSubsetTests {
  private static let seeds = Array(1...UInt64(Exhaustive.isOn ? 2000 : 50))
  private static let subsets = Exhaustive.isOn ? 8 : 3

  private static let rewrites = standardPipeline.filter { !($0 is any GroupingPass) }

  @Test("some passes in any order keep what random training graphs compute", arguments: seeds)
  func keepsValues(seed: UInt64) throws {
    let graph = try RandomTraining(seed: seed, .small).training
    let inputs = SeededInputs.of(graph, seed: seed)
    let expected = try ReferenceInterpreter.run(graph, inputs: inputs, precision: .f64)
    var numbers = SeededNumbers(seed)
    for _ in 0..<Self.subsets {
      var passes = Self.rewrites.filter { _ in numbers.below(3) > 0 }
      passes.shuffle(using: &numbers)
      passes.append(SplitReductions())
      passes.append(numbers.below(2) == 0 ? FuseKernels() : SeparateKernels())
      let names = passes.map { type(of: $0).name }
      let made = try runPipeline(passes, on: graph)
      #expect(GraphVerifier.faults(in: made) == [], "seed \(seed): \(names)")
      let found = try ReferenceInterpreter.run(made, inputs: inputs, precision: .f64)
      let distance = SeededInputs.distance(expected, found)
      let allowed = names.map(PassTolerance.of).reduce(0, max)
      try #require(
        distance <= allowed, "seed \(seed): values differ by \(distance) after \(names)")
    }
  }
}
