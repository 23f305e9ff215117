import NetwrightIR
import NetwrightKernels
import NetwrightTensor

extension ScalarFunction {
  /// Whether the function takes operands of this element type; of `select`, the two to choose from.
  func isDefined(on dtype: DType) -> Bool {
    switch self {
    case .select, .equal, .notEqual: true
    case .and, .or, .not: dtype == .bool
    case .add, .subtract, .multiply, .maximum, .minimum, .negate, .less, .lessOrEqual:
      dtype != .bool
    default: dtype.isFloat
    }
  }

  /// The function of single numbers of `dtype`, bit for bit as emitted code computes it; operands
  /// beyond the arity do not matter.
  func number(_ x: Number, _ y: Number, _ z: Number, _ dtype: DType) -> Number {
    switch self {
    case .select: return x.isTrue ? y : z
    case .and: return Number(x.isTrue && y.isTrue)
    case .or: return Number(x.isTrue || y.isTrue)
    case .not: return Number(!x.isTrue)
    case .less: return Number(dtype.isFloat ? x.real < y.real : x.whole < y.whole)
    case .lessOrEqual: return Number(dtype.isFloat ? x.real <= y.real : x.whole <= y.whole)
    case .equal: return Number(dtype.isFloat ? x.real == y.real : x.whole == y.whole)
    case .notEqual: return Number(dtype.isFloat ? x.real != y.real : x.whole != y.whole)
    default: break
    }
    switch dtype {
    case .f32: return Number(real: Double(single(x.single, y.single)))
    case .f64: return Number(real: double(x.real, y.real))
    case .i32, .i64, .u8, .bool:
      return Number(whole: integer(x.whole, y.whole)).converted(from: .i64, to: dtype)
    }
  }

  private func integer(_ x: Int64, _ y: Int64) -> Int64 {
    switch self {
    case .add: x &+ y
    case .subtract: x &- y
    case .multiply: x &* y
    case .maximum: Swift.max(x, y)
    case .minimum: Swift.min(x, y)
    case .negate: 0 &- x
    default: 0
    }
  }

  private func single(_ x: Float, _ y: Float) -> Float {
    switch self {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .maximum: NetwrightKernels.maximum(x, y)
    case .minimum: NetwrightKernels.minimum(x, y)
    case .power: NetwrightKernels.power(x, y)
    case .negate: -x
    case .absolute: NetwrightKernels.absolute(x)
    case .sign: NetwrightKernels.sign(x)
    case .floor: NetwrightKernels.floor(x)
    case .squareRoot: NetwrightKernels.squareRoot(x)
    case .reciprocalSquareRoot: NetwrightKernels.reciprocalSquareRoot(x)
    case .exponential: NetwrightKernels.exponential(x)
    case .logarithm: NetwrightKernels.logarithm(x)
    case .logarithmOnePlus: NetwrightKernels.logarithmOnePlus(x)
    case .exponentialMinusOne: NetwrightKernels.exponentialMinusOne(x)
    case .hyperbolicTangent: NetwrightKernels.hyperbolicTangent(x)
    case .logistic: NetwrightKernels.logistic(x)
    case .errorFunction: NetwrightKernels.errorFunction(x)
    case .sine: NetwrightKernels.sine(x)
    case .cosine: NetwrightKernels.cosine(x)
    case .rectify: NetwrightKernels.rectified(x)
    default: 0
    }
  }

  private func double(_ x: Double, _ y: Double) -> Double {
    switch self {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .maximum: NetwrightKernels.maximum(x, y)
    case .minimum: NetwrightKernels.minimum(x, y)
    case .power: NetwrightKernels.power(x, y)
    case .negate: -x
    case .absolute: NetwrightKernels.absolute(x)
    case .sign: NetwrightKernels.sign(x)
    case .floor: NetwrightKernels.floor(x)
    case .squareRoot: NetwrightKernels.squareRoot(x)
    case .reciprocalSquareRoot: NetwrightKernels.reciprocalSquareRoot(x)
    case .exponential: NetwrightKernels.exponential(x)
    case .logarithm: NetwrightKernels.logarithm(x)
    case .logarithmOnePlus: NetwrightKernels.logarithmOnePlus(x)
    case .exponentialMinusOne: NetwrightKernels.exponentialMinusOne(x)
    case .hyperbolicTangent: NetwrightKernels.hyperbolicTangent(x)
    case .logistic: NetwrightKernels.logistic(x)
    case .errorFunction: NetwrightKernels.errorFunction(x)
    case .sine: NetwrightKernels.sine(x)
    case .cosine: NetwrightKernels.cosine(x)
    case .rectify: NetwrightKernels.rectified(x)
    default: 0
    }
  }
}
