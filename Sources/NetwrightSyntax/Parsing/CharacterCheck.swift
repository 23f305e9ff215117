import NetwrightDiagnostics

/// Looks through the bytes of a file before YAML does: encoding and forbidden characters.
///
/// Besides what YAML forbids (YAML 1.2.2, §5.1) it refuses U+0085, U+2028 and U+2029 as such: the
/// YAML library takes them for line ends, as YAML 1.1 did, while editors show one line, so that a
/// comment could hide a key.
struct CharacterCheck {
  /// Whether every byte is below 0x80.
  private(set) var isASCII = true

  /// The finding about the first offending character; nil when all is well.
  mutating func finding(in file: SourceFile) -> Diagnostic? {
    if let finding = foreignEncoding(of: file) { return finding }
    let start = CharacterCheck.markLength(of: file)
    return file.bytes.withUnsafeBufferPointer { bytes in
      var index = start
      while index < bytes.count {
        let byte = bytes[index]
        if (0x20..<0x7F).contains(byte) || byte == 0x0A || byte == 0x0D || byte == 0x09 {
          index += 1
          continue
        }
        let (scalar, length) = UTF8Decoder.decode(bytes, at: index)
        if byte >= 0x80 { isASCII = false }
        let span = Span(file: file, start: index, end: index + length)
        guard let scalar else { return CharacterCheck.undecodable(byte, at: span) }
        if CharacterCheck.isForbidden(scalar) { return CharacterCheck.forbidden(scalar, at: span) }
        index += length
      }
      return nil
    }
  }

  /// Bytes of the byte order mark: 3 or 0.
  static func markLength(of file: SourceFile) -> Int {
    file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  private func foreignEncoding(of file: SourceFile) -> Diagnostic? {
    let first = Array(file.bytes.prefix(4))
    let isLittle = first.starts(with: [0xFF, 0xFE])
    guard isLittle || first.starts(with: [0xFE, 0xFF]) else { return nil }
    let isWide = first == [0xFF, 0xFE, 0, 0]
    let name = isWide ? "UTF-32" : isLittle ? "UTF-16 (little endian)" : "UTF-16 (big endian)"
    return Diagnostic(
      "E0003", "file is encoded in \(name), not in UTF-8",
      at: Span(file: file, start: 0, end: 2)
    )
    .help("convert it, for example with `iconv -f \(isWide ? "UTF-32" : "UTF-16") -t UTF-8`")
  }

  private static func undecodable(_ byte: UInt8, at span: Span) -> Diagnostic {
    let digits = String(byte, radix: 16, uppercase: true)
    return Diagnostic("E0003", "file is not valid UTF-8", at: span)
      .primaryLabel("byte 0x\(digits) cannot stand here")
      .help("save the file as UTF-8, or convert it with `iconv -t UTF-8`")
  }

  private static func forbidden(_ scalar: Unicode.Scalar, at span: Span) -> Diagnostic {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    let finding = Diagnostic("E0014", "character \(name) is not allowed in a spec", at: span)
    if scalar.value == 0 { return finding.help("a NUL often means that this is no text file") }
    let escape =
      switch scalar.value {
      case 0x85: "\\N"
      case 0x2028: "\\L"
      case 0x2029: "\\P"
      case 0..<0x100: "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
      default: "\\u" + digits
      }
    return finding.help("remove it, or write `\(escape)` inside double quotes")
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
