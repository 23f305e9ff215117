import NetwrightIR

/// The folds of a `columns` nest, in the order in which they can run: folds of one kind that do not
/// read each other share one sweep.
package struct ColumnPhases {
  package struct Phase {
    package let function: ReductionFunction
    /// Places among the nest's reductions.
    package var reductions: [Int]
  }

  package let layout: LoopLayout
  package private(set) var phases: [Phase] = []
  package let reductionCount: Int

  /// - `kernel`: its name, for errors.
  package init(_ nest: LoopNest, kernel: String) throws(LoweringFailure) {
    layout = LoopLayout(nest: nest, affines: nest.affines, mergesInner: false)
    let reductions = nest.reductions
    reductionCount = reductions.count
    for (place, (function, value)) in reductions.enumerated() {
      guard nest.body[value].dtype == .f32 else {
        throw LoweringFailure(
          node: kernel, reason: "a fold of \(nest.body[value].dtype.rawValue) over columns")
      }
      var reads: [Int] = []
      for step in nest.body.needed(for: [value]) {
        if case .reduction(let earlier) = nest.body[step].instruction { reads.append(earlier) }
      }
      guard reads.allSatisfy({ $0 < place }) else {
        throw LoweringFailure(node: kernel, reason: "a fold that reads a later one")
      }
      if let last = phases.indices.last, phases[last].function == function,
        !phases[last].reductions.contains(where: reads.contains)
      {
        phases[last].reductions.append(place)
      } else {
        phases.append(Phase(function: function, reductions: [place]))
      }
    }
    if phases.isEmpty { throw LoweringFailure(node: kernel, reason: "columns without a fold") }
  }
}
