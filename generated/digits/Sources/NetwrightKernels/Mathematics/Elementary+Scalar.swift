/// The larger of two; NaN when either is NaN.
@_alwaysEmitIntoClient @inline(__always)
public func maximum(_ a: Float, _ b: Float) -> Float { b > a || b != b ? b : a }

/// The smaller of two; NaN when either is NaN.
@_alwaysEmitIntoClient @inline(__always)
public func minimum(_ a: Float, _ b: Float) -> Float { b < a || b != b ? b : a }

/// Square root, correctly rounded; NaN below zero.
@_alwaysEmitIntoClient @inline(__always)
public func squareRoot(_ x: Float) -> Float { x.squareRoot() }

/// `1 / √x`, from the two exact operations; +inf at 0.
@_alwaysEmitIntoClient @inline(__always)
public func reciprocalSquareRoot(_ x: Float) -> Float { 1 / x.squareRoot() }

/// The magnitude.
@_alwaysEmitIntoClient @inline(__always)
public func absolute(_ x: Float) -> Float { Float(bitPattern: x.bitPattern & 0x7fff_ffff) }

/// -1, 0 or 1; 0 for NaN.
@_alwaysEmitIntoClient @inline(__always)
public func sign(_ x: Float) -> Float { x > 0 ? 1 : x < 0 ? -1 : 0 }

/// Largest integral value not above `x`.
@_alwaysEmitIntoClient @inline(__always)
public func floor(_ x: Float) -> Float { x.rounded(.down) }

/// `a * b + c`, rounded as in a vector.
@_alwaysEmitIntoClient @inline(__always)
public func multiplyAdd(_ a: Float, _ b: Float, _ c: Float) -> Float {
  multiplyAdd(Vector(repeating: a), Vector(repeating: b), Vector(repeating: c))[0]
}
