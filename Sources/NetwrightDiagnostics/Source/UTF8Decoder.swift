/// Decodes one Unicode scalar at a time from bytes that may not be UTF-8 at all.
package enum UTF8Decoder {
  /// The scalar that starts at a byte and how many bytes it takes. `scalar` is nil for a byte at
  /// which no well-formed sequence starts (Unicode 15, table 3-7); its length is then 1.
  @inline(__always)
  package static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (scalar: Unicode.Scalar?, length: Int) {
    let first = bytes[index]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    return decodeLong(bytes, at: index, first: first)
  }

  private static func decodeLong(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, first: UInt8
  ) -> (scalar: Unicode.Scalar?, length: Int) {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default: return (nil, 1)
    }
    guard bytes.count - index >= length, second.contains(bytes[index + 1]) else { return (nil, 1) }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      let byte = bytes[index + offset]
      guard byte & 0xC0 == 0x80 else { return (nil, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (Unicode.Scalar(value), length)
  }
}
