import NetwrightTensor

/// The functions of kernel expressions: what an elementwise op computes, stated once.
package enum ScalarFunction: String, CaseIterable, Hashable, Sendable {
  case add, subtract, multiply, divide, maximum, minimum, power
  case negate, absolute, sign, floor, squareRoot, reciprocalSquareRoot
  case exponential, logarithm, logarithmOnePlus, exponentialMinusOne
  case hyperbolicTangent, logistic, errorFunction, sine, cosine, rectify
  case less, lessOrEqual, equal, notEqual
  case and, or, not
  case select

  package var arity: Int {
    switch self {
    case .add, .subtract, .multiply, .divide, .maximum, .minimum, .power, .less, .lessOrEqual,
      .equal, .notEqual, .and, .or:
      2
    case .select: 3
    default: 1
    }
  }

  /// Compares two numbers and gives a truth value.
  package var isComparison: Bool {
    switch self {
    case .less, .lessOrEqual, .equal, .notEqual: true
    default: false
    }
  }

  /// Truth values in, truth value out.
  package var isLogical: Bool {
    switch self {
    case .and, .or, .not: true
    default: false
    }
  }

  /// The element type of the result.
  package func resultType(_ operands: [DType]) -> DType {
    if isComparison || isLogical { return .bool }
    return self == .select ? operands[1] : operands[0]
  }

  /// Naive evaluation; truth values are 0 and 1. NaN goes through `maximum` and `minimum`.
  package func evaluate<Scalar: ReferenceScalar>(_ x: [Scalar]) -> Scalar {
    switch self {
    case .add: x[0] + x[1]
    case .subtract: x[0] - x[1]
    case .multiply: x[0] * x[1]
    case .divide: x[0] / x[1]
    case .maximum: x[0].isNaN ? x[0] : x[0] > x[1] ? x[0] : x[1]
    case .minimum: x[0].isNaN ? x[0] : x[0] < x[1] ? x[0] : x[1]
    case .power: Scalar.power(x[0], x[1])
    case .negate: -x[0]
    case .absolute: x[0].magnitude
    case .sign: x[0] > 0 ? 1 : x[0] < 0 ? -1 : x[0]
    case .floor: x[0].rounded(.down)
    case .squareRoot: x[0].squareRoot()
    case .reciprocalSquareRoot: 1 / x[0].squareRoot()
    case .exponential: Scalar.apply(.exponential, x[0])
    case .logarithm: Scalar.apply(.logarithm, x[0])
    case .logarithmOnePlus: Scalar.apply(.logarithmOnePlus, x[0])
    case .exponentialMinusOne: Scalar.apply(.exponentialMinusOne, x[0])
    case .hyperbolicTangent: Scalar.apply(.hyperbolicTangent, x[0])
    case .logistic: 1 / (1 + Scalar.apply(.exponential, -x[0]))
    case .errorFunction: Scalar.apply(.errorFunction, x[0])
    case .sine: Scalar.apply(.sine, x[0])
    case .cosine: Scalar.apply(.cosine, x[0])
    case .rectify: x[0] < 0 ? 0 : x[0]
    case .less: x[0] < x[1] ? 1 : 0
    case .lessOrEqual: x[0] <= x[1] ? 1 : 0
    case .equal: x[0] == x[1] ? 1 : 0
    case .notEqual: x[0] != x[1] ? 1 : 0
    case .and: x[0] != 0 && x[1] != 0 ? 1 : 0
    case .or: x[0] != 0 || x[1] != 0 ? 1 : 0
    case .not: x[0] == 0 ? 1 : 0
    case .select: x[0] != 0 ? x[1] : x[2]
    }
  }
}
