extension Tensor where Element == Float {
  /// `lanes` elements from `index` on; unaligned, always full width.
  @inlinable @inline(__always)
  public func vector(at index: Int) -> Vector {
    UnsafeRawPointer(base + index).loadUnaligned(as: Vector.self)
  }

  /// Writes the first `count` lanes from `index` on.
  @inlinable @inline(__always)
  public func store(_ vector: Vector, at index: Int, count: Int) {
    storeLanes(vector, to: base + index, count: count)
  }

  /// Element `index` in every lane.
  @inlinable @inline(__always)
  public func splat(at index: Int) -> Vector { Vector(repeating: base[index]) }

  /// Elements `index`, `index + stride`, …; lanes from `count` on are zero and are not read.
  @inlinable @inline(__always)
  public func strided(at index: Int, stride: Int, count: Int) -> Vector {
    var vector = Vector(repeating: 0)
    for lane in 0..<lanes where lane < count { vector[lane] = base[index &+ lane &* stride] }
    return vector
  }
}

extension Tensor where Element == Int32 {
  /// `lanes` elements from `index` on; unaligned, always full width.
  @inlinable @inline(__always)
  public func vector(at index: Int) -> IntVector {
    UnsafeRawPointer(base + index).loadUnaligned(as: IntVector.self)
  }

  /// Writes the first `count` lanes from `index` on.
  @inlinable @inline(__always)
  public func store(_ vector: IntVector, at index: Int, count: Int) {
    storeLanes(vector, to: base + index, count: count)
  }

  /// Element `index` in every lane.
  @inlinable @inline(__always)
  public func splat(at index: Int) -> IntVector { IntVector(repeating: base[index]) }
}

extension Tensor where Element == UInt8 {
  /// Truth values from `index` on: one byte each, true unless 0. Reads full width.
  @inlinable @inline(__always)
  public func mask(at index: Int) -> VectorMask {
    var bytes = IntVector(repeating: 0)
    for lane in 0..<lanes { bytes[lane] = Int32(base[index &+ lane]) }
    return bytes .!= IntVector(repeating: 0)
  }

  /// Writes the first `count` truth values from `index` on as bytes 0 and 1.
  @inlinable @inline(__always)
  public func store(_ mask: VectorMask, at index: Int, count: Int) {
    for lane in 0..<lanes where lane < count { base[index &+ lane] = mask[lane] ? 1 : 0 }
  }
}

/// Writes the first `count` lanes: one store when `count` is the whole width.
@inlinable @inline(__always)
func storeLanes<V: SIMD>(_ vector: V, to address: UnsafeMutablePointer<V.Scalar>, count: Int)
where V: BitwiseCopyable {
  if count == V.scalarCount {
    UnsafeMutableRawPointer(address).storeBytes(of: vector, as: V.self)
  } else {
    for lane in 0..<V.scalarCount where lane < count { address[lane] = vector[lane] }
  }
}
