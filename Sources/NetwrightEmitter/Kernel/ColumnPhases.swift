import NetwrightIR
import NetwrightSchedule

/// The phases of a `columns` nest as Swift.
extension ColumnPhases {
  /// The phases of a nest that is printed.
  static func printed(_ nest: LoopNest, kernel: String) throws(EmissionError) -> ColumnPhases {
    do { return try ColumnPhases(nest, kernel: kernel) } catch {
      throw .unsupported(kernel: kernel, reason: error.reason)
    }
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

extension ColumnPhases.Phase {
  /// What the runtime's functions for this fold end in.
  var suffix: String {
    switch function {
    case .sum: ""
    case .maximum: "Maximum"
    case .minimum: "Minimum"
    }
  }
}
