/// Random numbers of a use that a path names: what interpreter, kernels and emitted code share.
@frozen public enum RandomStream {
  /// The number of a path, the same on every machine and in every version: FNV-1a with 64 bits
  /// (Fowler, Noll, Vo) over its UTF-8.
  public static func number(of path: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }

  /// The Philox key of a stream under a seed: one step of SplitMix64 (Steele, Lea, Flood, "Fast
  /// Splittable Pseudorandom Number Generators", OOPSLA 2014) from the state `seed + stream`, so
  /// that neighbouring seeds and streams get unrelated keys.
  @_alwaysEmitIntoClient public static func key(stream: UInt64, seed: Int64) -> UInt64 {
    var z = UInt64(bitPattern: seed) &+ stream &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  /// Element `element` in [0, 1), a multiple of 2⁻²⁴; the step numbers Philox's high counter.
  @_alwaysEmitIntoClient public static func uniform(
    stream: UInt64, seed: Int64, step: Int64, at element: Int
  ) -> Float {
    Philox.uniform(
      key: key(stream: stream, seed: seed), stream: UInt64(bitPattern: step), at: element)
  }
}
