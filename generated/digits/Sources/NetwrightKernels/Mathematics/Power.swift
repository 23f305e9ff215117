#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// xʸ with the special values of IEEE 754 `pow`. Error below 0.51 ulp: the system's f64 function,
/// rounded, lane by lane. Small constant powers are better written as products.
@_alwaysEmitIntoClient @inline(__always)
public func power(_ x: Vector, _ y: Vector) -> Vector { systemPower(x, y) }

/// xʸ of two numbers, bit for bit as in a vector.
@_alwaysEmitIntoClient @inline(__always)
public func power(_ x: Float, _ y: Float) -> Float {
  power(Vector(repeating: x), Vector(repeating: y))[0]
}

/// Out of line, since it calls the system for every lane.
@usableFromInline @inline(never)
func systemPower(_ x: Vector, _ y: Vector) -> Vector {
  var result = Vector(repeating: 0)
  for lane in 0..<lanes { result[lane] = Float(pow(Double(x[lane]), Double(y[lane]))) }
  return result
}
