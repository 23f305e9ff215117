import NetwrightDiagnostics
import NetwrightTensor

/// Why operands do not fit an equation; data only, the wording lives in `diagnostic`.
package enum EinsumError: Error {
  case operandCount(EinsumEquation, found: Int)
  case rank(ModelTensor, operand: Int, EinsumEquation)
  /// An axis is summed over where the result lacks it: the inner one of a matrix product.
  case sizes(
    EinsumEquation.Axis, Dim, of: ModelTensor, first: EinsumEquation.Axis, Dim, ModelTensor,
    isSummed: Bool)
  case batch(EinsumEquation.Axis, ModelTensor, result: EinsumEquation.Axis?)
}

extension EinsumError {
  func diagnostic(layer: String, at span: Span) -> Diagnostic {
    switch self {
    case .operandCount(let equation, let found):
      let count = equation.operands.count
      return Diagnostic(
        "E0306",
        "the equation of `\(layer)` has \(count) operands, found \(found) input"
          + (found == 1 ? "" : "s"), at: span
      ).expected("\(count)").found("\(found)")
        .label(equation.operandSpans.last, "operand \(count)")
        .help("operands are the result before, or what `from:` names, and those of `names`")
    case .rank(let tensor, let operand, let equation):
      let (axes, place) = (equation.operands[operand], equation.operandSpans[operand])
      let names = axes.map { "`\($0.name)`" }.joined(separator: ", ")
      return Diagnostic(
        "E0301",
        "the equation of `\(layer)` names \(axes.count) axes for \(tensor.type)", at: place
      ).expected("\(tensor.rank) axes").found(names.isEmpty ? "none" : names)
        .label(tensor.span, tensor.sentence)
        .help(
          equation.isCompact
            ? "without spaces each letter is an axis; with a space anywhere, names may be longer"
            : axes.lazy.compactMap(equation.lettersHelp).first
              ?? "axes are separated by spaces; each operand names all of its own")
    case .sizes(let axis, let size, let tensor, let first, let other, let maker, let isSummed):
      let what = isSummed ? "inner axis" : "axis"
      return Diagnostic(
        isSummed ? "E0302" : "E0304",
        "the \(what) `\(axis.name)` of `\(layer)` is both \(other) and \(size)", at: axis.span
      ).expected("\(other)").found("\(size)").label(first.span, "\(other) here")
        .label(maker.span, maker.sentence).label(tensor.span, tensor.sentence)
        .note("nothing is broadcast, sizes of 1 neither")
        .help("give both axes one size, or different names")
    case .batch(let axis, let tensor, let result):
      return Diagnostic(
        "E0331", "`\(layer)` would mix the rows of the batch", at: result?.span ?? axis.span
      ).expected("`\(axis.name)` as the first axis of the result")
        .found(result.map { "`\($0.name)`" } ?? "no axes").label(axis.span, "the batch")
        .label(tensor.span, tensor.sentence)
        .note("each row is computed by itself, so that it does not depend on the others")
        .help("keep the axis of the batch under one name, first in every operand and in the result")
    }
  }
}
