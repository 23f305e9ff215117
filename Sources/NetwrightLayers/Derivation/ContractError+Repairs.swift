import NetwrightDiagnostics
import NetwrightIR
import NetwrightTensor

extension ContractError {
  /// The error in words, with the way of each size at fault and the change that mends it.
  package func diagnostic(in history: TensorHistory) -> Diagnostic {
    var result = words(in: history)
    for (tensor, axis) in faults { result = result.derived(axis, of: tensor, in: history) }
    return result.replacing(repair(in: history))
  }

  private var faults: [(ModelTensor, Int)] {
    switch self {
    case .classCount(let site, _, _): return [(site.output, site.output.rank - 1)]
    case .targetShape(let site, let expected):
      return AxisName.differing(site.target.type, expected).prefix(1).flatMap { axis in
        [(site.output, axis)].filter { $0.0.rank > axis } + [(site.target, axis)]
      }
    default: return []
    }
  }

  private func repair(in history: TensorHistory) -> Diagnostic.Replacement? {
    switch self {
    case .probabilities(let site, let activation):
      // The activation of a layer; of one that is a layer of its own the name is kept.
      if let removal = history.removal(ofActivation: site.output) { return removal }
      guard let record = history.record(of: site.output),
        case .layer(let layer, let keys, _) = record.maker,
        let value = GivenKeys(node: keys, table: type(of: layer).table, values: [:])
          .value("activation"),
        value.aliasSpan == nil, value.span.text == activation
      else { return nil }
      return Diagnostic.Replacement(span: value.span, text: "none")
    case .classCount(let site, _, let bound):
      let name = history.spelled(Dim(bound), as: history.boundText(of: site.target))
      return history.repair(site.output.rank - 1, of: site.output, to: name)
    case .targetShape(let site, let expected) where site.isOneHot(expected):
      return history.redeclared(site.target, as: history.indices(site, expected))
    case .targetType(let site, let expected) where expected.dtype.isInteger:
      if let field = history.oneHotFields[site.target.makerName] {
        return Repair.value("index", of: "encoding", in: field)
      }
      return history.redeclared(
        site.target, as: history.indices(site, expected), isExample: true)
    case .targetShape(let site, let expected):
      // A missing axis of more than one element is no slip.
      guard abs(site.target.rank - expected.rank) <= 1,
        site.target.rank == expected.rank || expected.shape.dims.last == 1
          || site.target.shape.dims.last == 1
      else { return nil }
      let range = site.target.bound.map { bound in
        " in 0..<" + history.spelled(Dim(bound), as: history.boundText(of: site.target))
      }
      let type = history.text(expected, for: site.target, like: site.output)
      return history.redeclared(site.target, as: type + (range ?? ""), isExample: true)
    case .noRange(let site, let classes):
      return history.redeclared(site.target, as: history.ranged(site, classes))
    default: return nil
    }
  }
}

extension TensorHistory {
  /// The type of class indices, with their range, in the place of a one-hot target's.
  func indices(_ site: LossOperands, _ expected: TensorType) -> String {
    let type = text(expected, for: site.target, like: site.output)
    return "\(type) in 0..<\(spelling(of: site.output.rank - 1, in: site.output))"
  }

  /// The type of a target with the range that its classes need, as a spec writes it.
  func ranged(_ site: LossOperands, _ classes: Dim) -> String {
    let type = declaredText(of: site.target) ?? "\(site.target.type)"
    let name = spelling(of: site.output.rank - 1, in: site.output)
    return "\(type) in 0..<\(dimensions[name] == nil ? "\(classes)" : name)"
  }
}
