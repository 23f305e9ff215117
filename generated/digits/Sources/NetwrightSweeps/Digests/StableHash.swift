/// A 64-bit hash that never changes between runs, machines or versions: keys of random streams.
///
/// FNV-1a (Fowler, Noll, Vo) over the seed's eight little-endian bytes and the name's UTF-8, then
/// the finalizer of SplitMix64 (Steele et al., OOPSLA 2014), since FNV-1a alone leaves the high
/// bits of short names poorly mixed. It is no defence against chosen collisions.
public enum StableHash {
  /// The key of the random stream `name` under `seed`.
  public static func key(seed: UInt64, name: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      hash = step(hash, UInt8(truncatingIfNeeded: seed >> shift))
    }
    for byte in name.utf8 { hash = step(hash, byte) }
    return finalize(hash)
  }

  /// FNV-1a of `bytes` alone.
  public static func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325, step)
  }

  private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  private static func finalize(_ hash: UInt64) -> UInt64 {
    var z = hash
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
