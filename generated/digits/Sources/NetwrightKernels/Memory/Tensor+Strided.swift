extension Tensor where Element == Float {
  /// Writes the first `count` lanes to `index`, `index + stride`, ….
  @_alwaysEmitIntoClient @inline(__always)
  public func store(_ vector: Vector, at index: Int, stride: Int, count: Int) {
    for lane in 0..<lanes where lane < count { base[index &+ lane &* stride] = vector[lane] }
  }
}

extension Tensor where Element == Int32 {
  /// Elements `index`, `index + stride`, …; lanes from `count` on are zero and are not read.
  @_alwaysEmitIntoClient @inline(__always)
  public func strided(at index: Int, stride: Int, count: Int) -> IntVector {
    var vector = IntVector(repeating: 0)
    for lane in 0..<lanes where lane < count { vector[lane] = base[index &+ lane &* stride] }
    return vector
  }

  /// Writes the first `count` lanes to `index`, `index + stride`, ….
  @_alwaysEmitIntoClient @inline(__always)
  public func store(_ vector: IntVector, at index: Int, stride: Int, count: Int) {
    for lane in 0..<lanes where lane < count { base[index &+ lane &* stride] = vector[lane] }
  }
}

extension Tensor where Element == UInt8 {
  /// Truth values at `index`, `index + stride`, …; lanes from `count` on are false and not read.
  @_alwaysEmitIntoClient @inline(__always)
  public func stridedMask(at index: Int, stride: Int, count: Int) -> VectorMask {
    var bytes = IntVector(repeating: 0)
    for lane in 0..<lanes where lane < count {
      bytes[lane] = Int32(base[index &+ lane &* stride])
    }
    return bytes .!= IntVector(repeating: 0)
  }

  /// Writes the first `count` truth values as bytes 0 and 1 to `index`, `index + stride`, ….
  @_alwaysEmitIntoClient @inline(__always)
  public func store(_ mask: VectorMask, at index: Int, stride: Int, count: Int) {
    for lane in 0..<lanes where lane < count { base[index &+ lane &* stride] = mask[lane] ? 1 : 0 }
  }
}
