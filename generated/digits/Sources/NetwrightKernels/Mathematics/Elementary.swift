import CNetwrightVector

/// `a * b + c`: rounded once where the target has FMA, twice where it has not.
@_alwaysEmitIntoClient @inline(__always)
public func multiplyAdd(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector {
  nw_multiply_add(a, b, c)
}

/// `isTrue` where the mask is set, `isFalse` elsewhere.
@_alwaysEmitIntoClient @inline(__always)
public func select(_ mask: VectorMask, _ isTrue: Vector, _ isFalse: Vector) -> Vector {
  isFalse.replacing(with: isTrue, where: mask)
}

/// The larger of two; NaN when either is NaN, as PyTorch.
@_alwaysEmitIntoClient @inline(__always)
public func maximum(_ a: Vector, _ b: Vector) -> Vector {
  a.replacing(with: b, where: (b .> a) .| (b .!= b))
}

/// The smaller of two; NaN when either is NaN, as PyTorch.
@_alwaysEmitIntoClient @inline(__always)
public func minimum(_ a: Vector, _ b: Vector) -> Vector {
  a.replacing(with: b, where: (b .< a) .| (b .!= b))
}

/// The magnitude; the sign bit goes, also that of NaN.
@_alwaysEmitIntoClient @inline(__always)
public func absolute(_ x: Vector) -> Vector {
  float(bits(x) & IntVector(repeating: 0x7fff_ffff))
}

/// -1, 0 or 1; 0 for NaN, as PyTorch.
@_alwaysEmitIntoClient @inline(__always)
public func sign(_ x: Vector) -> Vector {
  let positive = select(x .> Vector(repeating: 0), Vector(repeating: 1), Vector(repeating: 0))
  return select(x .< Vector(repeating: 0), Vector(repeating: -1), positive)
}

/// Largest integral value not above `x`.
@_alwaysEmitIntoClient @inline(__always)
public func floor(_ x: Vector) -> Vector { nw_floor(x) }

/// Square root, correctly rounded; NaN below zero.
@_alwaysEmitIntoClient @inline(__always)
public func squareRoot(_ x: Vector) -> Vector { nw_square_root(x) }

/// `1 / √x`, from the two exact operations. Error below 1.5 ulp; ±inf at ±0.
@_alwaysEmitIntoClient @inline(__always)
public func reciprocalSquareRoot(_ x: Vector) -> Vector {
  Vector(repeating: 1) / nw_square_root(x)
}

/// The lanes as bit patterns.
@_alwaysEmitIntoClient @inline(__always)
func bits(_ x: Vector) -> IntVector { unsafeBitCast(x, to: IntVector.self) }

/// Bit patterns as floats.
@_alwaysEmitIntoClient @inline(__always)
func float(_ pattern: IntVector) -> Vector { unsafeBitCast(pattern, to: Vector.self) }

/// `magnitude` with the sign of `sign`; `magnitude` must not be negative where `sign` is positive.
@_alwaysEmitIntoClient @inline(__always)
func withSign(of sign: Vector, _ magnitude: Vector) -> Vector {
  float(bits(magnitude) | (bits(sign) & IntVector(repeating: .min)))
}

/// A polynomial by Horner's rule, highest power first.
@_alwaysEmitIntoClient @inline(__always)
func polynomial<let count: Int>(_ x: Vector, _ coefficients: InlineArray<count, Float>) -> Vector {
  var result = Vector(repeating: coefficients[0])
  for index in 1..<count {
    result = multiplyAdd(result, x, Vector(repeating: coefficients[index]))
  }
  return result
}
