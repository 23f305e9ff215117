import NetwrightIR

/// The innermost loops that a value of a kernel body depends on: those of lanes are vectors, the
/// others single numbers, which are computed once for the kernel or once for a row.
package enum ValueLevel: Int, Comparable, Sendable {
  case kernel, row, lane

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension LoopNest {
  /// The level of each step of the body, by its number.
  package func levels(_ layout: LoopLayout) -> [ValueLevel] {
    var levels: [ValueLevel] = []
    func level(_ place: Affine) -> ValueLevel {
      if layout.inner.size != 1, place.coefficients[layout.inner.source] != 0 { return .lane }
      let others = layout.outer + layout.reduced
      return others.contains { place.coefficients[$0.source] != 0 } ? .row : .kernel
    }
    for step in body.steps {
      let inherited = step.instruction.operands.map { levels[$0.id] }.max() ?? .kernel
      let own: ValueLevel =
        switch step.instruction {
        case .constant, .apply, .convert: .kernel
        case .load(_, let at), .index(let at), .random(_, _, _, let at): level(at)
        case .accumulator: .lane
        case .reduction: kind == .columns ? .lane : .row
        }
      levels.append(max(inherited, own))
    }
    return levels
  }
}
