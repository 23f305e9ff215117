/// A cursor over the bytes of a short text; every reader of our own little languages uses it.
package struct TextScanner {
  package let bytes: [UInt8]
  package var offset = 0

  package init(_ text: String) { bytes = Array(text.utf8) }

  package var atEnd: Bool { offset >= bytes.count }
  package var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  package mutating func skipSpaces() {
    while let byte = peek, byte == 32 || byte == 9 || byte == 10 || byte == 13 { offset += 1 }
  }

  /// Takes `text` where it stands next, after spaces.
  package mutating func take(_ text: StaticString) -> Bool {
    skipSpaces()
    let count = text.utf8CodeUnitCount
    guard offset + count <= bytes.count else { return false }
    for index in 0..<count where bytes[offset + index] != text.utf8Start[index] { return false }
    offset += count
    return true
  }

  /// A letter or `_`, then letters, digits, `_`.
  package mutating func identifier() -> String? {
    skipSpaces()
    let start = offset
    while let byte = peek, isLetter(byte) || byte == 95 || (offset > start && isDigit(byte)) {
      offset += 1
    }
    return offset > start ? String(decoding: bytes[start..<offset], as: UTF8.self) : nil
  }

  /// Digits with `_` between them; `nil` beyond `Int`, with the cursor left behind the digits.
  package mutating func integer() -> Int?? {
    skipSpaces()
    let start = offset
    var value: Int? = 0
    while let byte = peek, isDigit(byte) || (offset > start && byte == 95) {
      offset += 1
      if byte == 95 { continue }
      guard let current = value else { continue }
      let (scaled, first) = current.multipliedReportingOverflow(by: 10)
      let (sum, second) = scaled.addingReportingOverflow(Int(byte - 48))
      value = first || second ? nil : sum
    }
    return offset > start ? .some(value) : nil
  }

  private func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte & 0xDF) }
  private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
