import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// A sum of products in the notation of Einstein: `b t h d, b s h d -> b h t s`. Axes of the
/// operands that the result lacks are summed over.
///
/// Names of axes are separated by spaces; an equation without any space within its terms is the
/// compact form, in which each letter is an axis. The result is always written out. Within one
/// term all axes differ, and the result has only axes of the operands: `EinsumParser` sees to it.
package struct EinsumEquation: Sendable {
  /// An axis where it stands in the equation.
  package struct Axis: Sendable {
    package let name: String
    package let span: Span
  }

  /// What equations are, in EBNF; without spaces in its terms, each letter is a name.
  package static let grammar = """
    equation ::= axes ("," axes)* "->" axes
    axes     ::= name*
    """

  static let maximumOperands = 8
  /// Of the whole equation; as many as a tensor may have.
  static let maximumAxes = Shape.maximumRank

  let operands: [[Axis]]
  let result: [Axis]
  /// The place of each operand.
  let operandSpans: [Span]
  /// Each letter is an axis.
  let isCompact: Bool

  /// The equation with spaces, as a spec may have it.
  var text: String {
    let terms = operands.map { Self.text($0.map(\.name)) }.joined(separator: ", ")
    return "\(terms) -> \(Self.text(result.map(\.name)))"
  }

  /// What to write where the letters of an axis may have been meant as an axis each; `nil` where no
  /// other axis has any of them.
  func lettersHelp(for axis: Axis) -> String? {
    if axis.name.utf8.count == 1,
      let whole = operands.joined().first(where: {
        $0.name.utf8.count > 1 && $0.name.contains(axis.name)
      })
    {
      return lettersHelp(for: whole)
    }
    let letters = axis.name.map(String.init)
    let others = operands.joined().map(\.name).filter { $0 != axis.name }.joined().map(String.init)
    guard !isCompact, (2...8).contains(letters.count), Set(letters).count == letters.count,
      letters.contains(where: others.contains)
    else { return nil }
    return "with a space anywhere in the equation, `\(axis.name)` is the name of one axis; for one "
      + "axis per letter write `\(letters.joined(separator: " "))`, or no spaces within the terms"
  }

  private static func text(_ names: [String]) -> String { names.joined(separator: " ") }
}

extension ValueType where Value == EinsumEquation {
  package static var einsum: ValueType {
    let name = "an equation such as \"b i, i o -> b o\""
    return ValueType(name, form: .text) { (node, decoder) throws(Poisoned) in
      try EinsumParser.read(node, decoder, expecting: name)
    } text: {
      QuotedText.of($0.text)
    }
  }
}
