/// Where a generator takes its decisions from: bytes of a fuzzer, or of a seed. Without more bytes
/// every choice is the first.
final class Choices {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// 256 bytes from SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number
  /// Generators", OOPSLA 2014).
  convenience init(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    var bytes: [UInt8] = []
    while bytes.count < 256 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      z ^= z >> 31
      for _ in 0..<8 {
        bytes.append(UInt8(truncatingIfNeeded: z))
        z >>= 8
      }
    }
    self.init(bytes)
  }

  /// A number from 0 to below `count`, which is at most 256.
  func below(_ count: Int) -> Int {
    guard offset < bytes.count, count > 1 else { return 0 }
    offset += 1
    return Int(bytes[offset - 1]) % count
  }

  func among<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// Once in `count` times.
  func isRare(_ count: Int) -> Bool { below(count) == count - 1 }
}
