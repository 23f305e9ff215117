/// eˣ. Error below 1.2 ulp, subnormal results included; inf above 88.72, 0 below -103.97, NaN for
/// NaN.
///
/// The power of two is applied in two halves, so that neither leaves the normal range.
@_alwaysEmitIntoClient @inline(__always)
public func exponential(_ x: Vector) -> Vector {
  let low = x.replacing(with: -104.5, where: x .< Vector(repeating: -104.5))
  let clamped = low.replacing(with: 89.5, where: low .> Vector(repeating: 89.5))
  let magic = Vector(repeating: 12_582_912)
  let (value, shifted) = reducedExponential(clamped, magic: magic)
  let exponent = bits(shifted) &- bits(magic)
  let half = exponent &>> IntVector(repeating: 1)
  return value * powerOfTwo(half) * powerOfTwo(exponent &- half)
}

/// eˣ where nothing depends on subnormal numbers, in 15 instructions where `exponential` takes 23:
/// 0 below -87.68, inf above 88.37, NaN for NaN, error below 1.2 ulp of normal results. `x` must be
/// below 89, else the result is of no use.
///
/// The number that rounds to an integer has the bias of exponents in it, so that its bits, shifted,
/// are the power of two.
@_alwaysEmitIntoClient @inline(__always)
func normalExponential(_ x: Vector) -> Vector {
  let clamped = x.replacing(with: -88, where: x .< Vector(repeating: -88))
  let (value, shifted) = reducedExponential(clamped, magic: Vector(repeating: 12_583_039))
  return value * float(bits(shifted) &<< IntVector(repeating: 23))
}

/// `value` and `n` with eˣ = value · 2ⁿ, where `n = shifted - magic`.
///
/// Range reduction to `x = n ln 2 + r` (Cody and Waite) and the polynomial of Cephes `expf`, in pairs
/// (Estrin), since what waits for it waits for the longest chain.
///
/// - `magic`: 1.5·2²³ and a small integer: adding it rounds to an integer, which stays in the low bits.
@_alwaysEmitIntoClient @inline(__always)
func reducedExponential(_ x: Vector, magic: Vector) -> (value: Vector, shifted: Vector) {
  let shifted = multiplyAdd(x, Vector(repeating: 1.442_695_04), magic)
  let power = shifted - magic
  let coarse = multiplyAdd(power, Vector(repeating: -0.693_359_375), x)
  let rest = multiplyAdd(power, Vector(repeating: 2.121_944_4e-4), coarse)
  let square = rest * rest
  let high = polynomial(rest, [1.987_569_1e-4, 1.398_2e-3])
  let middle = polynomial(rest, [8.333_452e-3, 4.166_579_6e-2])
  let low = polynomial(rest, [1.666_666_5e-1, 5.000_000_1e-1])
  let tail = multiplyAdd(multiplyAdd(high, square, middle), square, low)
  return (multiplyAdd(tail, square, rest) + Vector(repeating: 1), shifted)
}

/// 2ⁿ for n in -126…127.
@_alwaysEmitIntoClient @inline(__always)
func powerOfTwo(_ exponent: IntVector) -> Vector {
  float((exponent &+ IntVector(repeating: 127)) &<< IntVector(repeating: 23))
}

/// eˣ of one number, bit for bit as in a vector.
@_alwaysEmitIntoClient @inline(__always)
public func exponential(_ x: Float) -> Float { exponential(Vector(repeating: x))[0] }

/// 1 / (1 + e⁻ˣ). Error below 2.5 ulp; 0 below -88.37.
@_alwaysEmitIntoClient @inline(__always)
public func logistic(_ x: Vector) -> Vector {
  let negated = -x
  let clamped = negated.replacing(with: 88.9, where: negated .> Vector(repeating: 88.9))
  let one = Vector(repeating: 1)
  return one / (one + normalExponential(clamped))
}

/// The logistic function of one number, bit for bit as in a vector.
@_alwaysEmitIntoClient @inline(__always)
public func logistic(_ x: Float) -> Float { logistic(Vector(repeating: x))[0] }

/// tanh x. Error below 2 ulp; keeps the sign of zero.
///
/// Below 0.625 the odd polynomial of Cephes `tanhf`, above it `1 - 2 / (e^2|x| + 1)`.
@_alwaysEmitIntoClient @inline(__always)
public func hyperbolicTangent(_ x: Vector) -> Vector {
  let magnitude = absolute(x)
  let square = x * x
  let series = polynomial(
    square,
    [-5.704_987e-3, 2.063_908_9e-2, -5.373_971_7e-2, 1.333_144_2e-1, -3.333_328e-1])
  let near = multiplyAdd(series * square, magnitude, magnitude)
  let one = Vector(repeating: 1)
  let doubled = magnitude + magnitude
  let clamped = doubled.replacing(with: 88.9, where: doubled .> Vector(repeating: 88.9))
  let far = one - Vector(repeating: 2) / (normalExponential(clamped) + one)
  return withSign(of: x, select(magnitude .< Vector(repeating: 0.625), near, far))
}

/// tanh of one number, bit for bit as in a vector.
@_alwaysEmitIntoClient @inline(__always)
public func hyperbolicTangent(_ x: Float) -> Float { hyperbolicTangent(Vector(repeating: x))[0] }

/// The error function. Error below 2 ulp; keeps the sign of zero.
///
/// Near zero an odd polynomial; from 0.9277 on `1 - e^p(|x|)` (minimax coefficients by N. Juffa).
@_alwaysEmitIntoClient @inline(__always)
public func errorFunction(_ x: Vector) -> Vector {
  let unclamped = absolute(x)
  let magnitude = unclamped.replacing(with: 4.5, where: unclamped .> Vector(repeating: 4.5))
  let square = x * x
  let series = polynomial(
    square,
    [
      -5.967_617_03e-4, 4.991_194_23e-3, -2.676_813_49e-2, 1.128_199_25e-1, -3.761_253_36e-1,
      1.283_791_66e-1,
    ])
  let near = multiplyAdd(series, x, x)
  let exponent = polynomial(
    magnitude,
    [
      -1.728_534_70e-5, 3.831_971_26e-4, -3.883_964_38e-3, 2.425_462_19e-2, -1.067_778_77e-1,
      -6.348_466_87e-1, -1.287_175_12e-1,
    ])
  let far =
    Vector(repeating: 1) - normalExponential(multiplyAdd(exponent, magnitude, -magnitude))
  return select(unclamped .> Vector(repeating: 0.927_734_375), withSign(of: x, far), near)
}

/// The error function of one number, bit for bit as in a vector.
@_alwaysEmitIntoClient @inline(__always)
public func errorFunction(_ x: Float) -> Float { errorFunction(Vector(repeating: x))[0] }
