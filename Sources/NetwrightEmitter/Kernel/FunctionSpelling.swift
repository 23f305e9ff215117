import NetwrightIR
import NetwrightTensor

/// A piece of Swift with how strongly it binds.
struct Expression: Hashable {
  /// Binding strength, weakest first.
  enum Precedence: Int, Comparable {
    case ternary, disjunction, conjunction, comparison, addition, multiplication, prefix, primary
    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  var text: String
  var precedence: Precedence

  init(_ text: String, _ precedence: Precedence = .primary) {
    self.text = text
    self.precedence = precedence
  }

  /// In parentheses unless it binds at least this strongly.
  func bound(_ least: Precedence) -> String {
    precedence >= least ? text : "(" + text + ")"
  }

  static func call(_ function: String, _ arguments: [Expression]) -> Expression {
    Expression(function + "(" + arguments.map(\.text).joined(separator: ", ") + ")")
  }

  /// `a symbol b`; the right side must bind more strongly, since everything groups to the left.
  static func infix(
    _ a: Expression, _ symbol: String, _ b: Expression, _ precedence: Precedence
  ) -> Expression {
    let next = Precedence(rawValue: precedence.rawValue + 1) ?? .primary
    let left = precedence == .comparison ? next : precedence
    return Expression(a.bound(left) + " " + symbol + " " + b.bound(next), precedence)
  }
}

extension ScalarFunction {
  /// What a value that it gives is called in emitted code.
  var noun: String {
    switch self {
    case .add: "added"
    case .subtract: "difference"
    case .multiply: "product"
    case .divide: "quotient"
    case .maximum: "larger"
    case .minimum: "smaller"
    case .power: "raised"
    case .negate: "opposite"
    case .absolute: "magnitude"
    case .sign: "direction"
    case .floor: "floored"
    case .squareRoot: "root"
    case .reciprocalSquareRoot: "inverseRoot"
    case .exponential: "grown"
    case .logarithm, .logarithmOnePlus: "logged"
    case .exponentialMinusOne: "grownLessOne"
    case .hyperbolicTangent: "squashed"
    case .logistic: "gate"
    case .errorFunction: "error"
    case .sine: "sineValue"
    case .cosine: "cosineValue"
    case .rectify: "positive"
    case .less, .lessOrEqual, .equal, .notEqual: "holds"
    case .and: "both"
    case .or: "either"
    case .not: "fails"
    case .select: "chosen"
    }
  }

  /// The runtime's function of one number or vector, where there is one for both.
  private var runtimeName: String? {
    switch self {
    case .absolute: "absolute"
    case .sign: "sign"
    case .floor: "floor"
    case .squareRoot: "squareRoot"
    case .reciprocalSquareRoot: "reciprocalSquareRoot"
    case .exponential: "exponential"
    case .logarithm: "logarithm"
    case .logarithmOnePlus: "logarithmOnePlus"
    case .exponentialMinusOne: "exponentialMinusOne"
    case .hyperbolicTangent: "hyperbolicTangent"
    case .logistic: "logistic"
    case .errorFunction: "errorFunction"
    case .sine: "sine"
    case .cosine: "cosine"
    case .rectify: "rectified"
    case .maximum: "maximum"
    case .minimum: "minimum"
    case .power: "power"
    default: nil
    }
  }

  private var arithmetic: (symbol: String, precedence: Expression.Precedence)? {
    switch self {
    case .add: ("+", .addition)
    case .subtract: ("-", .addition)
    case .multiply: ("*", .multiplication)
    case .divide: ("/", .multiplication)
    default: nil
    }
  }

  private var comparison: String? {
    switch self {
    case .less: "<"
    case .lessOrEqual: "<="
    case .equal: "=="
    case .notEqual: "!="
    default: nil
    }
  }

  /// On single numbers of `dtype`, the element type of the operands.
  func number(_ x: [Expression], _ dtype: DType) -> Expression? {
    if let arithmetic {
      // Integers wrap, as in a vector; division by zero would trap.
      if dtype.isInteger {
        if self == .divide { return nil }
        return .infix(x[0], "&" + arithmetic.symbol, x[1], arithmetic.precedence)
      }
      return .infix(x[0], arithmetic.symbol, x[1], arithmetic.precedence)
    }
    if let comparison { return .infix(x[0], comparison, x[1], .comparison) }
    switch self {
    case .negate:
      return dtype.isFloat
        ? Expression("-" + x[0].bound(.primary), .prefix)
        : .infix(Expression("0"), "&-", x[0], .addition)
    case .and: return .infix(x[0], "&&", x[1], .conjunction)
    case .or: return .infix(x[0], "||", x[1], .disjunction)
    case .not: return Expression("!" + x[0].bound(.primary), .prefix)
    case .select:
      return Expression(
        "\(x[0].bound(.disjunction)) ? \(x[1].bound(.disjunction)) : \(x[2].bound(.disjunction))",
        .ternary)
    case .maximum where dtype.isInteger: return .call("max", x)
    case .minimum where dtype.isInteger: return .call("min", x)
    default:
      guard dtype.isFloat, let runtimeName else { return nil }
      return .call(runtimeName, x)
    }
  }

  /// On vectors whose elements are of `dtype`, the element type of the (last) operand.
  func vector(_ x: [Expression], _ dtype: DType) -> Expression? {
    if let arithmetic, dtype != .bool {
      if dtype == .i32 {
        if self == .divide { return nil }
        return .infix(x[0], "&" + arithmetic.symbol, x[1], arithmetic.precedence)
      }
      return .infix(x[0], arithmetic.symbol, x[1], arithmetic.precedence)
    }
    if let comparison, dtype != .bool { return .infix(x[0], "." + comparison, x[1], .comparison) }
    switch self {
    case .negate where dtype == .f32: return .call("negated", x)
    case .and: return .infix(x[0], ".&", x[1], .multiplication)
    case .or: return .infix(x[0], ".|", x[1], .addition)
    case .not: return Expression(".!" + x[0].bound(.primary), .prefix)
    case .equal:
      return Expression(".!(\(x[0].bound(.multiplication)) .^ \(x[1].bound(.prefix)))", .prefix)
    case .notEqual: return .infix(x[0], ".^", x[1], .addition)
    case .select where dtype == .f32: return .call("select", x)
    case .select where dtype == .i32:
      return Expression(
        "\(x[2].bound(.primary)).replacing(with: \(x[1].text), where: \(x[0].text))")
    default:
      guard dtype == .f32, let runtimeName else { return nil }
      return .call(runtimeName, x)
    }
  }
}
