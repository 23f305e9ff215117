import NetwrightDiagnostics
import NetwrightSchema
import NetwrightTensor

/// Why a formula cannot be computed from what it names; data only, the wording lives in
/// `diagnostic`.
package enum FormulaError: Error {
  /// A tensor of a formula: its type, and what it is called.
  package struct Term: Sendable {
    let type: TensorType
    let name: String
    let span: Span
  }

  case inputCount(found: Int)
  case shapes(Term, Term, at: Span)
  case noTensor
  case sameName(Name, parameter: Name)
  case reservedName(Name)
  case noChannels(Name)
  case unusedParameter(Name)
}

extension FormulaError {
  func diagnostic(layer: String, at span: Span) -> Diagnostic {
    switch self {
    case .inputCount(let found):
      return Diagnostic("E0306", "`\(layer)` takes one input as `x`, found \(found)", at: span)
        .expected("one input").found("\(found)")
        .help("the formula may name other inputs and results; they need no `from:`")
    case .shapes(let left, let right, let place):
      return Diagnostic(
        "E0303", "`\(layer)` cannot combine \(left.type) and \(right.type)", at: place
      ).expected("\(left.type)").found("\(right.type)")
        .label(left.span, "\(left.name) is \(left.type)")
        .label(right.span, "\(right.name) is \(right.type)")
        .note(
          "only tensors without a batch are repeated, along axes in front of their own; nothing "
            + "else is broadcast"
        )
        .help("give both the same sizes")
    case .noTensor:
      return Diagnostic("E0203", "the formula of `\(layer)` is a number", at: span)
        .expected("the name of a tensor, such as `x`").found("numbers alone")
    case .sameName(let name, let parameter):
      return Diagnostic(
        "E0230", "`\(name.text)` is both a number and a parameter of `\(layer)`", at: name.span
      ).expected("one meaning").found("two").label(parameter.span, "the parameter")
        .help("give the parameter another name")
    case .reservedName(let name):
      return Diagnostic("E0206", "the name `\(name.text)` is reserved", at: name.span)
        .expected("any other name").found("`\(name.text)`")
        .note("`x` is the input of the layer, and functions have their names")
    case .noChannels(let name):
      return Diagnostic(
        "E0301", "`\(name.text)` of `\(layer)` has no axis to belong to", at: name.span
      ).expected("a first tensor with a last axis of known size").found("none")
        .help("write the sizes of the parameter")
    case .unusedParameter(let name):
      return Diagnostic(
        "E0207", "the formula of `\(layer)` never uses `\(name.text)`", at: name.span
      ).expected("a formula that names it").found("none").help("remove it")
    }
  }
}
