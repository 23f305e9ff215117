import CNetwrightVector

extension Tensor where Element == Float {
  /// Writes the first `count` lanes to `index`, `index + stride`, ….
  @_alwaysEmitIntoClient @inline(__always)
  public func store(_ vector: Vector, at index: Int, stride: Int, count: Int) {
    nw_store_strided(base + index, vector, stride, count)
  }
}

extension Tensor where Element == Int32 {
  /// Elements `index`, `index + stride`, …; lanes from `count` on are zero and are not read.
  @_alwaysEmitIntoClient @inline(__always)
  public func strided(at index: Int, stride: Int, count: Int) -> IntVector {
    nw_load_int_strided(base + index, stride, count)
  }

  /// Writes the first `count` lanes to `index`, `index + stride`, ….
  @_alwaysEmitIntoClient @inline(__always)
  public func store(_ vector: IntVector, at index: Int, stride: Int, count: Int) {
    nw_store_int_strided(base + index, vector, stride, count)
  }
}

extension Tensor where Element == UInt8 {
  /// Truth values at `index`, `index + stride`, …; lanes from `count` on are false and not read.
  @_alwaysEmitIntoClient @inline(__always)
  public func stridedMask(at index: Int, stride: Int, count: Int) -> VectorMask {
    nw_load_bytes_strided(base + index, stride, count) .!= IntVector(repeating: 0)
  }

  /// Writes the first `count` truth values as bytes 0 and 1 to `index`, `index + stride`, ….
  @_alwaysEmitIntoClient @inline(__always)
  public func store(_ mask: VectorMask, at index: Int, stride: Int, count: Int) {
    nw_store_mask_strided(base + index, laneBits(mask), stride, count)
  }
}
