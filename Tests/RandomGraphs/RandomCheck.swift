import NetwrightIR
import NetwrightPasses
import NetwrightSelfCheck
import NetwrightTensor

/// Checks random graphs in all engines of this process, and makes what fails small.
package enum RandomCheck {
  /// A graph on which engines disagree.
  package struct Failure: Error, Sendable, CustomStringConvertible {
    package let seed: UInt64
    package let reason: String
    /// The smallest graph that fails in the same engine, as IR text.
    package let text: String

    package var description: String { "seed \(seed): \(reason)\n\(text)" }
  }

  /// The graph of a seed through all engines.
  package static func check(
    seed: UInt64, _ extent: RandomGraph.Extent = .full, passes: PassSelection = .all
  ) throws -> Failure? {
    let training = try RandomTraining(seed: seed, extent)
    return try check(training, passes: passes) {
      // Smaller sizes first: what fails for them is easier to read.
      (try? RandomGraph.make(seed: seed, .small)).map { [$0] } ?? []
    }
  }

  /// One forward graph, for instance one that failed before.
  package static func check(
    _ forward: Graph, seed: UInt64, passes: PassSelection = .all
  ) throws -> Failure? {
    try check(RandomTraining(forward, seed: seed), passes: passes) { [] }
  }

  private static func check(
    _ training: RandomTraining, passes: PassSelection, smaller: () -> [Graph]
  ) throws -> Failure? {
    let seed = training.seed
    guard let first = try reason(training, passes) else { return nil }
    func fails(_ graph: Graph) -> Bool {
      guard let training = try? RandomTraining(graph, seed: seed) else { return false }
      guard let found = try? reason(training, passes) else { return false }
      return found.engine == first.engine
    }
    let start = smaller().first(where: fails) ?? training.forward
    let minimal = GraphMinimizer.minimize(start, attempts: 400, fails: fails)
    return Failure(seed: seed, reason: first.text, text: GraphPrinter.text(of: minimal))
  }

  /// Which engine disagrees, and how. Where the graph has kinks, engines may be on both sides of
  /// one: then two of three other sets of numbers must show the difference too.
  private static func reason(
    _ training: RandomTraining, _ passes: PassSelection
  ) throws -> (engine: String, text: String)? {
    guard let first = try disagreement(training, passes) else { return nil }
    guard GraphPart.hasKinks(training.training) else { return first }
    var repeats = 0
    for offset in 1...3 as ClosedRange<UInt64> {
      let other = try RandomTraining(
        training.forward, seed: training.seed, valueSeed: training.seed &+ offset &* 7_919)
      if try disagreement(other, passes)?.engine == first.engine { repeats += 1 }
    }
    return repeats >= 2 ? first : nil
  }

  private static func disagreement(
    _ training: RandomTraining, _ passes: PassSelection
  ) throws -> (engine: String, text: String)? {
    let check = try SelfCheck(
      training.source, training.inputs, passes: passes, samples: 4, seed: training.seed)
    let bisection = Bisection(training.inputs, lossName: check.lossName)
    if let (pass, differences, fault) = try bisection.firstWrongPass(of: passes, training.source) {
      let text = fault ?? differences.first.map(describe) ?? ""
      return (pass.description, "\(pass.description): \(text)")
    }
    for row in try check.rows() where !row.agrees {
      let words = [row.engine.rawValue, row.culprit?.description, row.note].compactMap { $0 }
      let text = words + row.differences.prefix(3).map(describe)
      return (row.engine.rawValue, text.joined(separator: "; "))
    }
    return nil
  }

  private static func describe(_ difference: Difference) -> String {
    "\(difference.title) is off by \(difference.distance), allowed \(difference.allowed): element "
      + "\(difference.element) is \(difference.found), expected \(difference.expected)"
  }
}
