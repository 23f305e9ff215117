import NetwrightIR

/// The folds of a `columns` nest, in the order in which they can run: folds of one kind that do not
/// read each other share one sweep.
struct ColumnPhases {
  struct Phase {
    let function: ReductionFunction
    /// Places among the nest's reductions.
    var reductions: [Int]

    var suffix: String {
      switch function {
      case .sum: ""
      case .maximum: "Maximum"
      case .minimum: "Minimum"
      }
    }
  }

  let layout: LoopLayout
  private(set) var phases: [Phase] = []
  private let reductionCount: Int

  init(_ nest: LoopNest, kernel: String) throws(EmissionError) {
    layout = LoopLayout(nest: nest, affines: nest.affines, mergesInner: false)
    let reductions = nest.reductions
    reductionCount = reductions.count
    for (place, (function, value)) in reductions.enumerated() {
      guard nest.body[value].dtype == .f32 else {
        throw .unsupported(
          kernel: kernel, reason: "a fold of \(nest.body[value].dtype.rawValue) over columns")
      }
      var reads: [Int] = []
      for step in nest.body.needed(for: [value]) {
        if case .reduction(let earlier) = nest.body[step].instruction { reads.append(earlier) }
      }
      guard reads.allSatisfy({ $0 < place }) else {
        throw .unsupported(kernel: kernel, reason: "a fold that reads a later one")
      }
      if let last = phases.indices.last, phases[last].function == function,
        !phases[last].reductions.contains(where: reads.contains)
      {
        phases[last].reductions.append(place)
      } else {
        phases.append(Phase(function: function, reductions: [place]))
      }
    }
    if phases.isEmpty { throw .unsupported(kernel: kernel, reason: "columns without a fold") }
  }

  /// Floats of the workspace that keep results for a later phase; each is a row of whole vectors.
  var savedFloats: Int { phases.count == 1 ? 0 : reductionCount * rowFloats }

  /// Where in the workspace a lane of a reduction is kept, as Swift.
  func savedPlace(of reduction: Int) -> String {
    reduction == 0 ? "lane.index" : "\(reduction * rowFloats) &+ lane.index"
  }

  private var rowFloats: Int { (layout.inner.size + 15) / 16 * 16 }

  var workspaceCall: String {
    let outputs = phases.map(\.reductions.count).max() ?? 1
    let partials =
      "columnWorkspace(reduced: \(layout.reducedCount), columns: \(layout.inner.size), "
      + "outputs: \(outputs))"
    return savedFloats == 0 ? partials : "\(savedFloats) + \(partials)"
  }
}
