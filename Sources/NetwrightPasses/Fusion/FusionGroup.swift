import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Nodes that one kernel will compute.
struct FusionGroup {
  enum Kind {
    case rows, columns, epilogue, scalar
    /// A skeleton that stores by itself; nothing joins it.
    case whole
  }

  var kind: Kind
  /// The sizes that the loops run over.
  var space: [Int]
  /// For `.columns`: the folded axes of `space`.
  var foldedAxes: [Int] = []
  /// Indices of nodes, ascending.
  var nodes: [Int]
  /// Whether a reduction over the last axis is among the nodes.
  var foldsRows = false
  /// Whether values of the group are stored side by side, as a tensor that none of its nodes reads.
  var assembles = false

  /// The shape of what is left of `space` after folding.
  var keptSizes: [Int] {
    switch kind {
    case .rows: Array(space.dropLast())
    case .columns: space.indices.filter { !foldedAxes.contains($0) }.map { space[$0] }
    case .epilogue, .scalar, .whole: space
    }
  }
}

extension Fused.Kind {
  init?(_ kind: FusionGroup.Kind) {
    switch kind {
    case .rows: self = .rows
    case .columns: self = .columns
    case .epilogue: self = .epilogue
    case .scalar: self = .scalar
    case .whole: return nil
    }
  }
}
