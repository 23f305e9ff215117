/// Philox 4×32-10, a counter-based random generator (Salmon et al., "Parallel Random Numbers: As
/// Easy as 1, 2, 3", SC 2011): block = f(key, counter), so any element can be had in any order.
@frozen public struct Philox: Sendable {
  @usableFromInline let key: UInt64

  @_alwaysEmitIntoClient public init(key: UInt64) { self.key = key }

  /// The four random words of the 128-bit `counter`.
  @_alwaysEmitIntoClient
  public func block(_ counter: (low: UInt64, high: UInt64)) -> SIMD4<UInt32> {
    var c0 = UInt32(truncatingIfNeeded: counter.low)
    var c1 = UInt32(truncatingIfNeeded: counter.low >> 32)
    var c2 = UInt32(truncatingIfNeeded: counter.high)
    var c3 = UInt32(truncatingIfNeeded: counter.high >> 32)
    var k0 = UInt32(truncatingIfNeeded: key)
    var k1 = UInt32(truncatingIfNeeded: key >> 32)
    for _ in 0..<10 {
      let p0 = UInt64(0xD251_1F53) &* UInt64(c0)
      let p1 = UInt64(0xCD9E_8D57) &* UInt64(c2)
      let (high0, low0) = (UInt32(truncatingIfNeeded: p0 >> 32), UInt32(truncatingIfNeeded: p0))
      let (high1, low1) = (UInt32(truncatingIfNeeded: p1 >> 32), UInt32(truncatingIfNeeded: p1))
      (c0, c1, c2, c3) = (high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0)
      k0 = k0 &+ 0x9E37_79B9
      k1 = k1 &+ 0xBB67_AE85
    }
    return SIMD4(c0, c1, c2, c3)
  }

  /// Element `index` of the uniform sequence (key, stream): in [0, 1), a multiple of 2⁻²⁴. It is
  /// word `index % 4` of block `index / 4`.
  @_alwaysEmitIntoClient
  public static func uniform(key: UInt64, stream: UInt64, at index: Int) -> Float {
    let element = UInt64(truncatingIfNeeded: index)
    let words = Philox(key: key).block((low: element >> 2, high: stream))
    return Float(words[Int(element & 3)] >> 8) * 0x1p-24
  }
}
