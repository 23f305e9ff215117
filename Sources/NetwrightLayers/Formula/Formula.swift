import NetwrightDiagnostics
import NetwrightIR
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// An elementwise formula such as `x * sigmoid(1.702 * x)`, in postfix order: a list, so that
/// neither its use nor its end needs recursion.
package struct Formula: Sendable {
  enum Operand: Hashable, Sendable {
    case number(Double)
    /// Of a tensor; an index into `names`.
    case name(Int)
  }

  enum Step: Hashable, Sendable {
    case push(Operand)
    /// Takes as many operands from the stack as the function has, the last one from its top.
    case apply(ScalarFunction)
  }

  let steps: [Step]
  /// The place of each step: an operand or an operator.
  let places: [Span]
  /// Names of tensors, each once, in the order of their first use.
  let names: [Name]
  /// Names of dimensions and block parameters that became numbers.
  let numbers: [Name]
  /// The formula with numbers in the place of their names.
  let text: String

  /// What the formula calls the input of its layer.
  static let inputName = "x"

  static let maximumLength = TextLimits.bytes
  static let maximumDepth = 200

  /// Functions by name, beside the operators.
  static let functions: [(name: String, function: ScalarFunction)] = [
    ("abs", .absolute), ("cos", .cosine), ("erf", .errorFunction), ("exp", .exponential),
    ("expm1", .exponentialMinusOne), ("log", .logarithm), ("log1p", .logarithmOnePlus),
    ("max", .maximum), ("min", .minimum), ("relu", .rectify), ("rsqrt", .reciprocalSquareRoot),
    ("sigmoid", .logistic), ("sign", .sign), ("sin", .sine), ("sqrt", .squareRoot),
    ("tanh", .hyperbolicTangent), ("where", .select),
  ]
  static let constants: [(name: String, value: Double)] = [("pi", .pi)]

  package static var functionNames: [String] { functions.map(\.name) }
  static var functionList: String { functions.map { "`\($0.name)`" }.joined(separator: ", ") }
}

extension ValueType where Value == Formula {
  static var formula: ValueType {
    let name = "a formula such as \"x * sigmoid(1.702 * x)\""
    return ValueType(name, form: .text) { (node, decoder) throws(Poisoned) in
      try FormulaParser.read(node, decoder, expecting: name)
    } text: {
      QuotedText.of($0.text)
    }
  }
}
