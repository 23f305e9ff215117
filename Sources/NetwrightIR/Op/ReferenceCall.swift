import NetwrightTensor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A scalar type that the reference interpreter computes in: `Float` or `Double`.
@usableFromInline
package protocol ReferenceScalar: BinaryFloatingPoint, Sendable {
  /// Evaluates a function of the C library, which takes and gives this type.
  static func apply(_ function: LibraryFunction, _ x: Self) -> Self
  static func power(_ base: Self, _ exponent: Self) -> Self
  /// So many zeros. A requirement, so that it is compiled for the type.
  static func zeros(_ count: Int) -> [Self]
}

/// The functions that the reference takes from the C library.
@usableFromInline
package enum LibraryFunction {
  case exponential, logarithm, logarithmOnePlus, exponentialMinusOne, hyperbolicTangent,
    errorFunction, sine, cosine
}

extension Float: ReferenceScalar {
  @inlinable
  package static func apply(_ function: LibraryFunction, _ x: Float) -> Float {
    switch function {
    case .exponential: expf(x)
    case .logarithm: logf(x)
    case .logarithmOnePlus: log1pf(x)
    case .exponentialMinusOne: expm1f(x)
    case .hyperbolicTangent: tanhf(x)
    case .errorFunction: erff(x)
    case .sine: sinf(x)
    case .cosine: cosf(x)
    }
  }
  @inlinable
  package static func power(_ base: Float, _ exponent: Float) -> Float { powf(base, exponent) }
  @inlinable
  package static func zeros(_ count: Int) -> [Float] { Array(repeating: 0, count: count) }
}

extension Double: ReferenceScalar {
  @inlinable
  package static func apply(_ function: LibraryFunction, _ x: Double) -> Double {
    switch function {
    case .exponential: exp(x)
    case .logarithm: log(x)
    case .logarithmOnePlus: log1p(x)
    case .exponentialMinusOne: expm1(x)
    case .hyperbolicTangent: tanh(x)
    case .errorFunction: erf(x)
    case .sine: sin(x)
    case .cosine: cos(x)
    }
  }
  @inlinable
  package static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
  @inlinable
  package static func zeros(_ count: Int) -> [Double] { Array(repeating: 0, count: count) }
}

/// One evaluation: the operands and, as bound types, what is to come of it.
package struct ReferenceCall<Scalar: ReferenceScalar> {
  package let inputs: [Buffer<Scalar>]
  package let inputTypes: [TensorType]
  package let resultTypes: [TensorType]
  package let regions: [Graph]
  /// Filled with zeros before the call.
  package var results: [Buffer<Scalar>]

  package init(
    inputs: [Buffer<Scalar>], inputTypes: [TensorType], resultTypes: [TensorType], regions: [Graph]
  ) {
    self.inputs = inputs
    self.inputTypes = inputTypes
    self.resultTypes = resultTypes
    self.regions = regions
    results = resultTypes.map {
      Buffer(sizes: $0.sizes, elements: Scalar.zeros($0.sizes.reduce(1, *)))
    }
  }
}
