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
    storeLanes(vector, to: base + index, count: count)
  }

  /// Element `index` in every lane.
  @_alwaysEmitIntoClient @inline(__always)
  public func splat(at index: Int) -> Vector { Vector(repeating: base[index]) }

  /// Elements `index`, `index + stride`, …; lanes from `count` on are zero and are not read.
  @_alwaysEmitIntoClient @inline(__always)
  public func strided(at index: Int, stride: Int, count: Int) -> Vector {
    var vector = Vector(repeating: 0)
    for lane in 0..<lanes where lane < count { vector[lane] = base[index &+ lane &* stride] }
    return vector
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
    let address = UnsafeMutableRawPointer(base + index)
    if count >= lanes { return address.storeBytes(of: vector, as: IntVector.self) }
    for lane in 0..<lanes where lane < count { base[index &+ lane] = vector[lane] }
  }

  /// Element `index` in every lane.
  @_alwaysEmitIntoClient @inline(__always)
  public func splat(at index: Int) -> IntVector { IntVector(repeating: base[index]) }
}

extension Tensor where Element == UInt8 {
  /// Truth values from `index` on: one byte each, true unless 0. Reads full width.
  @_alwaysEmitIntoClient @inline(__always)
  public func mask(at index: Int) -> VectorMask {
    var bytes = IntVector(repeating: 0)
    for lane in 0..<lanes { bytes[lane] = Int32(base[index &+ lane]) }
    return bytes .!= IntVector(repeating: 0)
  }

  /// Writes the first `count` truth values from `index` on as bytes 0 and 1.
  @_alwaysEmitIntoClient @inline(__always)
  public func store(_ mask: VectorMask, at index: Int, count: Int) {
    for lane in 0..<lanes where lane < count { base[index &+ lane] = mask[lane] ? 1 : 0 }
  }
}

/// Writes the first `count` lanes: one store when `count` is the whole width, else one for each
/// bit of `count`.
@_alwaysEmitIntoClient @inline(__always)
func storeLanes(_ vector: SIMD16<Float>, to address: UnsafeMutablePointer<Float>, count: Int) {
  let raw = UnsafeMutableRawPointer(address)
  if count >= 16 { return raw.storeBytes(of: vector, as: SIMD16<Float>.self) }
  if count & 8 == 0 { return storeLanes(vector.lowHalf, to: address, count: count) }
  raw.storeBytes(of: vector.lowHalf, as: SIMD8<Float>.self)
  storeLanes(vector.highHalf, to: address + 8, count: count & 7)
}

/// As the form for 16 lanes.
@_alwaysEmitIntoClient @inline(__always)
func storeLanes(_ vector: SIMD8<Float>, to address: UnsafeMutablePointer<Float>, count: Int) {
  let raw = UnsafeMutableRawPointer(address)
  if count >= 8 { return raw.storeBytes(of: vector, as: SIMD8<Float>.self) }
  if count & 4 == 0 { return storeLanes(vector.lowHalf, to: address, count: count) }
  raw.storeBytes(of: vector.lowHalf, as: SIMD4<Float>.self)
  storeLanes(vector.highHalf, to: address + 4, count: count & 3)
}

/// As the form for 16 lanes.
@_alwaysEmitIntoClient @inline(__always)
func storeLanes(_ vector: SIMD4<Float>, to address: UnsafeMutablePointer<Float>, count: Int) {
  let raw = UnsafeMutableRawPointer(address)
  if count >= 4 { return raw.storeBytes(of: vector, as: SIMD4<Float>.self) }
  var (rest, place) = (vector.lowHalf, address)
  if count & 2 != 0 {
    raw.storeBytes(of: vector.lowHalf, as: SIMD2<Float>.self)
    (rest, place) = (vector.highHalf, address + 2)
  }
  if count & 1 != 0 { place[0] = rest[0] }
}
