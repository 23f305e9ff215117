/// ln(1 + x). Error below 2.5 ulp; -inf at -1, NaN below, keeps the sign of zero.
///
/// `u = 1 + x` is split as in `logarithm`; what rounding `u` lost is put back as a correction.
@_alwaysEmitIntoClient @inline(__always)
public func logarithmOnePlus(_ x: Vector) -> Vector {
  let one = Vector(repeating: 1)
  let sum = one + x
  // The part of 1 + x that `sum` lost, exact by Knuth's two-sum.
  let back = sum - one
  let lost = (one - (sum - back)) + (x - back)
  let shifted = bits(sum) &- IntVector(repeating: 0x3f35_04f3)
  let exponent = shifted &>> IntVector(repeating: 23)
  let mantissa = float(bits(sum) &- (exponent &<< IntVector(repeating: 23)))
  let scaledLost = select(
    exponent .== IntVector(repeating: 0), lost, lost / sum * mantissa)
  let rest = (mantissa - one) + scaledLost
  let value = logarithmNearOne(rest, power: nw_float(exponent))
  let fixed = withLogarithmEdges(sum, value)
  return select(absolute(x) .< Vector(repeating: 1e-7), x, fixed)
}

/// ln(1 + x) of one number, bit for bit as in a vector.
@_alwaysEmitIntoClient @inline(__always)
public func logarithmOnePlus(_ x: Float) -> Float {
  logarithmOnePlus(Vector(repeating: x))[0]
}

/// eˣ - 1. Error below 3.5 ulp; keeps the sign of zero.
///
/// For |x| < 0.3466 the polynomial of `exponential` without its 1, elsewhere `eˣ - 1` outright.
@_alwaysEmitIntoClient @inline(__always)
public func exponentialMinusOne(_ x: Vector) -> Vector {
  let series = polynomial(
    x,
    [
      1.987_569_1e-4, 1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 5.000_000_1e-1,
    ])
  let near = multiplyAdd(series * x, x, x)
  let far = exponential(x) - Vector(repeating: 1)
  return withSign(of: x, select(absolute(x) .< Vector(repeating: 0.346_573_6), near, far))
}

/// eˣ - 1 of one number, bit for bit as in a vector.
@_alwaysEmitIntoClient @inline(__always)
public func exponentialMinusOne(_ x: Float) -> Float {
  exponentialMinusOne(Vector(repeating: x))[0]
}
