#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// sin x. Error below 2.5 ulp for |x| ≤ 8192, the system's f64 sine beyond; NaN for ±inf.
///
/// Reduction to |r| ≤ π/4 (Cody and Waite, three parts) and the polynomials of Cephes `sinf`.
@_alwaysEmitIntoClient @inline(__always)
public func sine(_ x: Vector) -> Vector {
  let reduced = QuarterTurns(x)
  let isOdd = (reduced.quarter & IntVector(repeating: 1)) .!= IntVector(repeating: 0)
  let flip = (reduced.quarter & IntVector(repeating: 2)) &<< IntVector(repeating: 30)
  let value = select(isOdd, reduced.cosine, reduced.sine)
  let near = float(bits(value) ^ flip)
  // Zero keeps its sign.
  return farSine(x, select(x .== Vector(repeating: 0), x, near), isSine: true)
}

/// cos x. Error below 2.5 ulp for |x| ≤ 8192, the system's f64 cosine beyond; NaN for ±inf.
@_alwaysEmitIntoClient @inline(__always)
public func cosine(_ x: Vector) -> Vector {
  let reduced = QuarterTurns(x)
  let isOdd = (reduced.quarter & IntVector(repeating: 1)) .!= IntVector(repeating: 0)
  let turned = reduced.quarter &+ IntVector(repeating: 1)
  let flip = (turned & IntVector(repeating: 2)) &<< IntVector(repeating: 30)
  let value = select(isOdd, reduced.sine, reduced.cosine)
  return farSine(x, float(bits(value) ^ flip), isSine: false)
}

/// sin of one number, bit for bit as in a vector.
@_alwaysEmitIntoClient @inline(__always)
public func sine(_ x: Float) -> Float { sine(Vector(repeating: x))[0] }

/// cos of one number, bit for bit as in a vector.
@_alwaysEmitIntoClient @inline(__always)
public func cosine(_ x: Float) -> Float { cosine(Vector(repeating: x))[0] }

/// `x = quarter · π/2 + r` with |r| ≤ π/4, and both functions of r.
@frozen
@usableFromInline
struct QuarterTurns {
  @usableFromInline let quarter: IntVector
  @usableFromInline let sine: Vector
  @usableFromInline let cosine: Vector

  @_alwaysEmitIntoClient @inline(__always)
  init(_ x: Vector) {
    let magic = Vector(repeating: 12_582_912)
    let shifted = multiplyAdd(x, Vector(repeating: 0.636_619_772), magic)
    let turns = shifted - magic
    quarter = bits(shifted) &- bits(magic)
    // π/2 in four parts; the first three have few enough bits for exact products.
    var rest = multiplyAdd(turns, Vector(repeating: -1.5703125), x)
    rest = multiplyAdd(turns, Vector(repeating: -4.837_512_969_970_703e-4), rest)
    rest = multiplyAdd(turns, Vector(repeating: -7.549_533_620_476_723e-8), rest)
    rest = multiplyAdd(turns, Vector(repeating: -2.563_344_068_676_3e-12), rest)
    let square = rest * rest
    let sineTail = polynomial(
      square, [-1.951_529_589_1e-4, 8.332_160_873_6e-3, -1.666_665_461_1e-1])
    sine = multiplyAdd(sineTail * square, rest, rest)
    let cosineTail = polynomial(
      square, [2.443_315_711_809_948e-5, -1.388_731_625_493_765e-3, 4.166_664_568_298_827e-2])
    cosine = multiplyAdd(
      cosineTail, square * square,
      multiplyAdd(square, Vector(repeating: -0.5), Vector(repeating: 1)))
  }
}

/// Replaces lanes of large magnitude by the system's function in f64.
@_alwaysEmitIntoClient @inline(__always)
func farSine(_ x: Vector, _ near: Vector, isSine: Bool) -> Vector {
  let isNear = absolute(x) .<= Vector(repeating: 8192)
  if all(isNear) { return near }
  return systemSine(x, near, isNear, isSine: isSine)
}

/// The slow way, out of line.
@usableFromInline @inline(never)
func systemSine(_ x: Vector, _ near: Vector, _ isNear: VectorMask, isSine: Bool) -> Vector {
  var result = near
  for lane in 0..<lanes where !isNear[lane] {
    let value = Double(x[lane])
    result[lane] = Float(isSine ? sin(value) : cos(value))
  }
  return result
}
