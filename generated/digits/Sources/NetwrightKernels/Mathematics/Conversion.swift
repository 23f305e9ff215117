import CNetwrightVector

/// The integers as floats, rounded to nearest.
@_alwaysEmitIntoClient @inline(__always)
public func floats(_ x: IntVector) -> Vector { nw_float(x) }

/// 1 where true, 0 elsewhere.
@_alwaysEmitIntoClient @inline(__always)
public func floats(_ mask: VectorMask) -> Vector {
  Vector(repeating: 0).replacing(with: Vector(repeating: 1), where: mask)
}

/// The floats without their fraction; what does not fit becomes the nearest end, NaN becomes 0.
@_alwaysEmitIntoClient @inline(__always)
public func integers(_ x: Vector) -> IntVector {
  let top = x .>= Vector(repeating: 0x1p31)
  let bottom = x .< Vector(repeating: -0x1p31)
  let outside = top .| bottom .| (x .!= x)
  let inside = nw_truncate(x.replacing(with: Vector(repeating: 0), where: outside))
  let ended = inside.replacing(with: IntVector(repeating: .max), where: top)
  return ended.replacing(with: IntVector(repeating: .min), where: bottom)
}

/// 1 where true, 0 elsewhere.
@_alwaysEmitIntoClient @inline(__always)
public func integers(_ mask: VectorMask) -> IntVector {
  IntVector(repeating: 0).replacing(with: IntVector(repeating: 1), where: mask)
}

/// `first`, `first + step`, … in the lanes.
@_alwaysEmitIntoClient @inline(__always)
public func laneIndices(from first: Int, step: Int) -> IntVector {
  IntVector(repeating: Int32(truncatingIfNeeded: first))
    &+ laneNumbers &* IntVector(repeating: Int32(truncatingIfNeeded: step))
}

/// The opposite sign, also of zeros.
@_alwaysEmitIntoClient @inline(__always)
public func negated(_ x: Vector) -> Vector {
  float(bits(x) ^ IntVector(repeating: .min))
}

/// 0 where negative, unchanged elsewhere; NaN stays.
@_alwaysEmitIntoClient @inline(__always)
public func rectified(_ x: Vector) -> Vector {
  x.replacing(with: Vector(repeating: 0), where: x .< Vector(repeating: 0))
}

/// A number without its fraction; what does not fit becomes the nearest end, NaN becomes 0.
@_alwaysEmitIntoClient @inline(__always)
public func truncated<From: BinaryFloatingPoint, To: FixedWidthInteger>(
  _ x: From, to type: To.Type
) -> To {
  if x != x { return 0 }
  return To(exactly: x.rounded(.towardZero)) ?? (x < 0 ? To.min : To.max)
}
