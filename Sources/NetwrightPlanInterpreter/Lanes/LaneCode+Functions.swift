import NetwrightIR
import NetwrightTensor

extension LaneCode {
  /// Between element types that have vectors.
  init?(from: DType, to: DType) {
    switch (from, to) {
    case (.i32, .f32): self = .floatOfWhole
    case (.bool, .f32): self = .floatOfTruth
    case (.f32, .i32): self = .wholeOfFloat
    case (.bool, .i32): self = .wholeOfTruth
    case (.f32, .bool): self = .truthOfFloat
    case (.i32, .bool): self = .truthOfWhole
    case (.f32, .f32), (.i32, .i32), (.bool, .bool): self = .copy
    default: return nil
    }
  }

  /// A function of vectors whose (last) operands are of `dtype`.
  init?(_ function: ScalarFunction, of dtype: DType) {
    if function == .select {
      self = .select
      return
    }
    let code: LaneCode? =
      switch dtype {
      case .f32: LaneCode(ofFloats: function)
      case .i32: LaneCode(ofWholes: function)
      case .bool: LaneCode(ofTruths: function)
      default: nil
      }
    guard let code else { return nil }
    self = code
  }

  private init?(ofWholes function: ScalarFunction) {
    switch function {
    case .add: self = .addWhole
    case .subtract: self = .subtractWhole
    case .multiply: self = .multiplyWhole
    case .maximum: self = .maximumWhole
    case .minimum: self = .minimumWhole
    case .negate: self = .negateWhole
    case .less: self = .lessWhole
    case .lessOrEqual: self = .lessOrEqualWhole
    case .equal: self = .equalBits
    case .notEqual: self = .notEqualBits
    default: return nil
    }
  }

  private init?(ofTruths function: ScalarFunction) {
    switch function {
    case .and: self = .and
    case .or: self = .or
    case .not: self = .not
    case .equal: self = .equalBits
    case .notEqual: self = .notEqualBits
    default: return nil
    }
  }

  private init?(ofFloats function: ScalarFunction) {
    switch function {
    case .add: self = .add
    case .subtract: self = .subtract
    case .multiply: self = .multiply
    case .divide: self = .divide
    case .maximum: self = .maximum
    case .minimum: self = .minimum
    case .power: self = .power
    case .negate: self = .negate
    case .absolute: self = .absolute
    case .sign: self = .sign
    case .floor: self = .floor
    case .squareRoot: self = .squareRoot
    case .reciprocalSquareRoot: self = .reciprocalSquareRoot
    case .exponential: self = .exponential
    case .logarithm: self = .logarithm
    case .logarithmOnePlus: self = .logarithmOnePlus
    case .exponentialMinusOne: self = .exponentialMinusOne
    case .hyperbolicTangent: self = .hyperbolicTangent
    case .logistic: self = .logistic
    case .errorFunction: self = .errorFunction
    case .sine: self = .sine
    case .cosine: self = .cosine
    case .rectify: self = .rectify
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    case .equal: self = .equal
    case .notEqual: self = .notEqual
    case .and, .or, .not, .select: return nil
    }
  }
}
