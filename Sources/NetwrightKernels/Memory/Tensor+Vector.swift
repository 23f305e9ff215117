import CNetwrightVector

extension Tensor where Element == Float {
  /// `lanes` elements from `index` on; unaligned, always full width.
  @_alwaysEmitIntoClient @inline(__always)
  public func vector(at index: Int) -> Vector {
    nw_load(base + index)
  }

  /// The first `count` elements from `index` on, the other lanes zero and not read: for operands that
  /// a kernel overwrites, whose next row may be another thread's.
  @_alwaysEmitIntoClient @inline(__always)
  public func vector(at index: Int, count: Int) -> Vector {
    count >= lanes ? nw_load(base + index) : nw_load_first(base + index, count)
  }

  /// Writes the first `count` lanes from `index` on.
  @_alwaysEmitIntoClient @inline(__always)
  public func store(_ vector: Vector, at index: Int, count: Int) {
    if count >= lanes {
      nw_store(base + index, vector)
    } else {
      nw_store_first(base + index, vector, count)
    }
  }

  /// Element `index` in every lane.
  @_alwaysEmitIntoClient @inline(__always)
  public func splat(at index: Int) -> Vector { Vector(repeating: base[index]) }

  /// Elements `index`, `index + stride`, …; lanes from `count` on are zero and are not read.
  @_alwaysEmitIntoClient @inline(__always)
  public func strided(at index: Int, stride: Int, count: Int) -> Vector {
    nw_load_strided(base + index, stride, count)
  }
}

extension Tensor where Element == Int32 {
  /// `lanes` elements from `index` on; unaligned, always full width.
  @_alwaysEmitIntoClient @inline(__always)
  public func vector(at index: Int) -> IntVector {
    nw_load_int(base + index)
  }

  /// Writes the first `count` lanes from `index` on.
  @_alwaysEmitIntoClient @inline(__always)
  public func store(_ vector: IntVector, at index: Int, count: Int) {
    if count >= lanes {
      nw_store_int(base + index, vector)
    } else {
      nw_store_int_first(base + index, vector, count)
    }
  }

  /// Element `index` in every lane.
  @_alwaysEmitIntoClient @inline(__always)
  public func splat(at index: Int) -> IntVector { IntVector(repeating: base[index]) }
}

extension Tensor where Element == UInt8 {
  /// Truth values from `index` on: one byte each, true unless 0. Reads full width.
  @_alwaysEmitIntoClient @inline(__always)
  public func mask(at index: Int) -> VectorMask {
    nw_load_bytes(base + index) .!= IntVector(repeating: 0)
  }

  /// Writes the first `count` truth values from `index` on as bytes 0 and 1.
  @_alwaysEmitIntoClient @inline(__always)
  public func store(_ mask: VectorMask, at index: Int, count: Int) {
    nw_store_mask(base + index, laneBits(mask), count)
  }
}
