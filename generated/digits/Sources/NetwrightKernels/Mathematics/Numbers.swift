#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// Functions of single numbers in f64: step scalars, such as bias corrections and learning rates.

/// The larger of two; NaN when either is NaN.
@_alwaysEmitIntoClient
public func maximum(_ a: Double, _ b: Double) -> Double { b > a || b != b ? b : a }

/// The smaller of two; NaN when either is NaN.
@_alwaysEmitIntoClient
public func minimum(_ a: Double, _ b: Double) -> Double { b < a || b != b ? b : a }

/// 0 where negative; NaN stays.
@_alwaysEmitIntoClient
public func rectified(_ x: Double) -> Double { x < 0 ? 0 : x }

/// 0 where negative; NaN stays.
@_alwaysEmitIntoClient @inline(__always)
public func rectified(_ x: Float) -> Float { x < 0 ? 0 : x }

/// The magnitude.
@_alwaysEmitIntoClient
public func absolute(_ x: Double) -> Double { x.magnitude }

/// -1, 0 or 1; 0 for NaN.
@_alwaysEmitIntoClient
public func sign(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : 0 }

/// Largest integral value not above `x`.
@_alwaysEmitIntoClient
public func floor(_ x: Double) -> Double { x.rounded(.down) }

/// Square root, correctly rounded.
@_alwaysEmitIntoClient
public func squareRoot(_ x: Double) -> Double { x.squareRoot() }

/// `1 / √x`.
@_alwaysEmitIntoClient
public func reciprocalSquareRoot(_ x: Double) -> Double { 1 / x.squareRoot() }

/// `x` to the power `y`.
public func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }

/// eˣ.
public func exponential(_ x: Double) -> Double { exp(x) }

/// eˣ − 1.
public func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }

/// Natural logarithm.
public func logarithm(_ x: Double) -> Double { log(x) }

/// ln(1 + x).
public func logarithmOnePlus(_ x: Double) -> Double { log1p(x) }

/// Hyperbolic tangent.
public func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }

/// 1 / (1 + e⁻ˣ).
public func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

/// The error function.
public func errorFunction(_ x: Double) -> Double { erf(x) }

/// Sine of an angle in radians.
public func sine(_ x: Double) -> Double { sin(x) }

/// Cosine of an angle in radians.
public func cosine(_ x: Double) -> Double { cos(x) }
