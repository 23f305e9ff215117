/// Reads JSON (RFC 8259) token by token from bytes that outlive it.
///
/// The caller's own loops mirror the structure it expects, so that depth is bounded by the code
/// and not by the input, and no tree is built. Strict: UTF-8 only, no raw control characters, no
/// trailing commas, integers without sign, fraction, exponent or leading zero.
public struct JSONReader {
  private let bytes: UnsafeRawBufferPointer
  public private(set) var offset = 0

  public init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  public mutating func skipWhitespace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      offset += 1
    }
  }

  /// Takes `byte` after white space, or fails.
  public mutating func require(_ byte: Unicode.Scalar) throws(JSONError) {
    if try !take(byte) { throw JSONError(offset: offset, expected: "`\(byte)`") }
  }

  /// Takes `byte` after white space when it comes next.
  public mutating func take(_ byte: Unicode.Scalar) throws(JSONError) -> Bool {
    skipWhitespace()
    guard let found = next, UInt32(found) == byte.value else { return false }
    offset += 1
    return true
  }

  /// Walks an object; `member` is called behind the colon and must take the value.
  public mutating func object(
    _ member: (inout JSONReader, String) throws(JSONError) -> Void
  ) throws(JSONError) {
    try require("{")
    if try take("}") { return }
    repeat {
      skipWhitespace()
      let key = try string()
      try require(":")
      try member(&self, key)
    } while try take(",")
    try require("}")
  }

  /// Walks an array; `element` must take one value.
  public mutating func array(
    _ element: (inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    try require("[")
    if try take("]") { return }
    repeat { try element(&self) } while try take(",")
    try require("]")
  }

  /// Fails unless only white space is left.
  public mutating func end() throws(JSONError) {
    skipWhitespace()
    if offset < bytes.count { throw JSONError(offset: offset, expected: "the end of the text") }
  }

  /// An integer from 0 to 2⁶³ − 1.
  public mutating func unsigned() throws(JSONError) -> Int {
    skipWhitespace()
    let start = offset
    let failure = JSONError(offset: start, expected: "an integer from 0 to 2⁶³ − 1")
    var value = 0
    while let byte = next, byte >= 0x30 && byte <= 0x39 {
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflows) = product.addingReportingOverflow(Int(byte - 0x30))
      if isTooLarge || overflows { throw failure }
      value = sum
      offset += 1
    }
    if offset == start || (bytes[start] == 0x30 && offset > start + 1) { throw failure }
    if let byte = next, byte == 0x2E || byte == 0x65 || byte == 0x45 { throw failure }
    return value
  }

  /// A string with its escapes resolved.
  public mutating func string() throws(JSONError) -> String {
    try require("\"")
    let start = offset
    var highBits: UInt8 = 0
    while let byte = next, byte != 0x22 && byte != 0x5C && byte >= 0x20 {
      highBits |= byte
      offset += 1
    }
    if next == 0x22 {
      defer { offset += 1 }
      let units = UnsafeRawBufferPointer(rebasing: bytes[start..<offset])
      // ASCII needs no validation, which is several times as slow as taking it as it is.
      if highBits < 0x80 { return String(decoding: units, as: UTF8.self) }
      return try decode(units.assumingMemoryBound(to: UInt8.self), at: start)
    }
    var unescaped = Array(bytes[start..<offset])
    while let byte = next, byte >= 0x20 {
      offset += 1
      if byte == 0x22 { return try decode(unescaped, at: start) }
      if byte == 0x5C { try escape(into: &unescaped) } else { unescaped.append(byte) }
    }
    let expected = next == nil ? "a closing quotation mark" : "an escape, not a control character"
    throw JSONError(offset: offset, expected: expected)
  }

  private func decode(
    _ units: some Collection<UInt8>, at start: Int
  ) throws(JSONError) -> String {
    guard let text = String(validating: units, as: UTF8.self) else {
      throw JSONError(offset: start, expected: "UTF-8")
    }
    return text
  }

  private mutating func escape(into result: inout [UInt8]) throws(JSONError) {
    let failure = JSONError(offset: offset, expected: "a JSON escape")
    guard let kind = next else { throw failure }
    offset += 1
    switch kind {
    case 0x22, 0x5C, 0x2F: result.append(kind)
    case 0x62: result.append(0x08)
    case 0x66: result.append(0x0C)
    case 0x6E: result.append(0x0A)
    case 0x72: result.append(0x0D)
    case 0x74: result.append(0x09)
    case 0x75:
      var value = try hexadecimal()
      if value >> 10 == 0x36 {  // a high surrogate needs its low half
        guard next == 0x5C, offset + 1 < bytes.count, bytes[offset + 1] == 0x75 else {
          throw failure
        }
        offset += 2
        let low = try hexadecimal()
        guard low >> 10 == 0x37 else { throw failure }
        value = 0x10000 + ((value & 0x3FF) << 10 | (low & 0x3FF))
      }
      guard let scalar = Unicode.Scalar(value) else { throw failure }
      result.append(contentsOf: String(Character(scalar)).utf8)
    default: throw failure
    }
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue,
        byte < 0x80
      else { throw JSONError(offset: offset, expected: "four hexadecimal digits") }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    return value
  }
}
