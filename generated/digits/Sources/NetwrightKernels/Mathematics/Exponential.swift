/// eˣ. Error below 1.2 ulp, subnormal results included; inf above 88.72, 0 below -103.97, NaN for
/// NaN.
///
/// Range reduction to `x = n ln 2 + r` (Cody and Waite) and the polynomial of Cephes `expf`. The
/// power of two is applied in two halves, so that neither leaves the normal range.
@_alwaysEmitIntoClient @inline(__always)
public func exponential(_ x: Vector) -> Vector {
  let low = x.replacing(with: -104.5, where: x .< Vector(repeating: -104.5))
  let clamped = low.replacing(with: 89.5, where: low .> Vector(repeating: 89.5))
  // Adding 1.5·2²³ rounds to an integer and leaves it in the low bits.
  let magic = Vector(repeating: 12_582_912)
  let shifted = multiplyAdd(clamped, Vector(repeating: 1.442_695_04), magic)
  let power = shifted - magic
  var rest = multiplyAdd(power, Vector(repeating: -0.693_359_375), clamped)
  rest = multiplyAdd(power, Vector(repeating: 2.121_944_4e-4), rest)
  let tail = polynomial(
    rest,
    [
      1.987_569_1e-4, 1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 5.000_000_1e-1,
    ])
  let value = multiplyAdd(tail, rest * rest, rest) + Vector(repeating: 1)
  let exponent = bits(shifted) &- bits(magic)
  let half = exponent &>> IntVector(repeating: 1)
  return value * powerOfTwo(half) * powerOfTwo(exponent &- half)
}

/// 2ⁿ for n in -126…127.
@_alwaysEmitIntoClient @inline(__always)
func powerOfTwo(_ exponent: IntVector) -> Vector {
  float((exponent &+ IntVector(repeating: 127)) &<< IntVector(repeating: 23))
}

/// eˣ of one number, bit for bit as in a vector.
@_alwaysEmitIntoClient @inline(__always)
public func exponential(_ x: Float) -> Float { exponential(Vector(repeating: x))[0] }

/// 1 / (1 + e⁻ˣ). Error below 2.5 ulp; written over e^-|x|, so that it neither overflows nor loses
/// the far negative tail.
@_alwaysEmitIntoClient @inline(__always)
public func logistic(_ x: Vector) -> Vector {
  let decay = exponential(-absolute(x))
  let one = Vector(repeating: 1)
  return select(x .< Vector(repeating: 0), decay, one) / (one + decay)
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
  let far = one - Vector(repeating: 2) / (exponential(magnitude + magnitude) + one)
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
  let far = Vector(repeating: 1) - exponential(multiplyAdd(exponent, magnitude, -magnitude))
  return select(unclamped .> Vector(repeating: 0.927_734_375), withSign(of: x, far), near)
}

/// The error function of one number, bit for bit as in a vector.
@_alwaysEmitIntoClient @inline(__always)
public func errorFunction(_ x: Float) -> Float { errorFunction(Vector(repeating: x))[0] }
