/// A number for a finding that stays the same when lines are put above it: made of the code, the
/// file and the text of the line, and of how many equal ones come before.
struct FindingFingerprint {
  private var seen: [String: Int] = [:]

  /// 16 hexadecimal digits; FNV-1a (Fowler, Noll and Vo), 64 bits.
  mutating func next(_ diagnostic: Diagnostic, path: String) -> String {
    var key = "\(diagnostic.code)\n\(path)\n"
    if let span = diagnostic.span {
      let line = span.file.lineRange(span.startPosition.line)
      // White space does not count, so that a block may be indented.
      key += span.file.text(in: line).split(whereSeparator: { $0 == " " || $0 == "\t" })
        .joined(separator: " ")
    } else {
      key += diagnostic.message
    }
    let number = seen[key, default: 0]
    seen[key] = number + 1
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in "\(key)\n\(number)".utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
