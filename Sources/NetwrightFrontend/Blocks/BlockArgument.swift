import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// What a parameter of a block can be.
package enum BlockParameterKind: String, CaseIterable, Sendable {
  /// A whole number, or an expression over dimensions.
  case integer
  case number
  case flag
  /// One of the words that a key of a layer admits: `relu`, `same`.
  case word

  /// What to write there, as a noun phrase.
  var noun: String {
    switch self {
    case .integer: "a whole number"
    case .number: "a number"
    case .flag: "`true` or `false`"
    case .word: "a word"
    }
  }

  var form: ValueForm {
    switch self {
    case .integer: ValueType<Int>.integer(.min ... .max).form
    case .number: .number(.any)
    case .flag: .flag
    case .word: .name
    }
  }

  static var list: String { allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ") }
}

/// The value that a use of a block gives to one of its parameters.
struct BlockArgument: Sendable {
  /// The value in one spelling, so that equal values are equal texts.
  let text: String
  /// Its size, for an `integer`.
  let dim: Dim?
  /// A scalar that spells the value, at the place where it is given.
  let node: SyntaxNode
}

extension ValueType where Value == BlockArgument {
  static func argument(_ kind: BlockParameterKind) -> ValueType {
    ValueType(kind.noun, form: kind.form) { (written, decoder) throws(Poisoned) in
      // What an outer block hands on lies where that one was given it.
      let node = try decoder.resolved(written)
      switch kind {
      case .integer:
        let dim = try decoder.dim(written, expecting: kind.noun)
        return BlockArgument(text: "\(dim)", dim: dim, node: node.spelled("\(dim)"))
      case .number:
        let value = try ValueType<Double>.number(.any).decode(written, decoder)
        return BlockArgument(
          text: "\(value)", dim: nil, node: node.spelled(NumberText.shortest(value)))
      case .flag:
        let value = try ValueType<Bool>.flag.decode(written, decoder)
        return BlockArgument(text: "\(value)", dim: nil, node: node.spelled("\(value)"))
      case .word:
        let name = try ValueType<Name>.name.decode(node, decoder)
        return BlockArgument(text: name.text, dim: nil, node: node.spelled(name.text))
      }
    } text: {
      $0.text
    }
  }
}
