/// Natural logarithm. Error below 1.5 ulp, subnormals included; -inf at ±0, NaN below zero.
///
/// `x = 2ⁿ m` with m in [√½, √2), polynomial of Cephes `logf`.
@_alwaysEmitIntoClient @inline(__always)
public func logarithm(_ x: Vector) -> Vector {
  let isSubnormal = x .< Vector(repeating: .leastNormalMagnitude)
  let scaled = select(isSubnormal, x * Vector(repeating: 8_388_608), x)
  let pattern = bits(scaled)
  // Exponent relative to √½, so that the mantissa lands in [√½, √2).
  let shifted = pattern &- IntVector(repeating: 0x3f35_04f3)
  let exponent = shifted &>> IntVector(repeating: 23)
  let mantissa = float(pattern &- (exponent &<< IntVector(repeating: 23)))
  let lift = select(isSubnormal, Vector(repeating: -23), Vector(repeating: 0))
  let power = nw_float(exponent) + lift
  let rest = mantissa - Vector(repeating: 1)
  let result = logarithmNearOne(rest, power: power)
  return withLogarithmEdges(x, result)
}

/// ln(1 + rest) + power · ln 2 for rest in [√½ - 1, √2 - 1].
@_alwaysEmitIntoClient @inline(__always)
func logarithmNearOne(_ rest: Vector, power: Vector) -> Vector {
  let series = polynomial(
    rest,
    [
      7.037_683_6e-2, -1.151_461e-1, 1.167_699_84e-1, -1.242_014_1e-1, 1.424_932_3e-1,
      -1.666_805_7e-1, 2.000_071_4e-1, -2.499_999_4e-1, 3.333_333e-1,
    ])
  let square = rest * rest
  var tail = series * square * rest
  tail = multiplyAdd(power, Vector(repeating: -2.121_944_4e-4), tail)
  tail = multiplyAdd(square, Vector(repeating: -0.5), tail)
  return multiplyAdd(power, Vector(repeating: 0.693_359_375), rest + tail)
}

/// Puts in -inf at zero, NaN below zero and for NaN, and +inf at +inf.
@_alwaysEmitIntoClient @inline(__always)
func withLogarithmEdges(_ x: Vector, _ result: Vector) -> Vector {
  let zero = Vector(repeating: 0)
  var fixed = result.replacing(with: -.infinity, where: x .== zero)
  fixed = fixed.replacing(with: .infinity, where: x .== Vector(repeating: .infinity))
  return fixed.replacing(with: .nan, where: (x .< zero) .| (x .!= x))
}

/// Natural logarithm of one number, bit for bit as in a vector.
@_alwaysEmitIntoClient @inline(__always)
public func logarithm(_ x: Float) -> Float { logarithm(Vector(repeating: x))[0] }
