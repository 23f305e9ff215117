import NetwrightTensor

/// The functions of kernel expressions: what an elementwise op computes, stated once.
@usableFromInline
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

  /// Naive evaluation of as many operands as the function takes.
  @inlinable
  package func evaluate<Scalar: ReferenceScalar>(_ operands: [Scalar]) -> Scalar {
    let (x, last) = (operands[0], operands.count - 1)
    return evaluate(x, operands[min(1, last)], operands[min(2, last)])
  }

  /// Naive evaluation; operands beyond the arity do not matter. Truth values are 0 and 1. NaN goes
  /// through `maximum` and `minimum`, and has sign 0, as in PyTorch.
  ///
  /// Inlined, so that the choice is made outside of a loop over elements.
  @inlinable @inline(__always)
  package func evaluate<Scalar: ReferenceScalar>(_ x: Scalar, _ y: Scalar, _ z: Scalar) -> Scalar {
    switch self {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .maximum: y > x || y.isNaN ? y : x
    case .minimum: y < x || y.isNaN ? y : x
    case .power: Scalar.power(x, y)
    case .negate: -x
    case .absolute: x.magnitude
    case .sign: x > 0 ? 1 : x < 0 ? -1 : 0
    case .floor: x.rounded(.down)
    case .squareRoot: x.squareRoot()
    case .reciprocalSquareRoot: 1 / x.squareRoot()
    case .exponential: Scalar.apply(.exponential, x)
    case .logarithm: Scalar.apply(.logarithm, x)
    case .logarithmOnePlus: Scalar.apply(.logarithmOnePlus, x)
    case .exponentialMinusOne: Scalar.apply(.exponentialMinusOne, x)
    case .hyperbolicTangent: Scalar.apply(.hyperbolicTangent, x)
    case .logistic: 1 / (1 + Scalar.apply(.exponential, -x))
    case .errorFunction: Scalar.apply(.errorFunction, x)
    case .sine: Scalar.apply(.sine, x)
    case .cosine: Scalar.apply(.cosine, x)
    case .rectify: x < 0 ? 0 : x
    case .less: x < y ? 1 : 0
    case .lessOrEqual: x <= y ? 1 : 0
    case .equal: x == y ? 1 : 0
    case .notEqual: x != y ? 1 : 0
    case .and: x != 0 && y != 0 ? 1 : 0
    case .or: x != 0 || y != 0 ? 1 : 0
    case .not: x == 0 ? 1 : 0
    case .select: x != 0 ? y : z
    }
  }
}
