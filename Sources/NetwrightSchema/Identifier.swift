/// The rule for everything that becomes a name in Swift code or a file name.
package enum Identifier {
  package static let rule =
    "a letter or `_`, then letters, digits and `_`, at most 63 characters in all"

  /// Whether `text` is `[A-Za-z_][A-Za-z0-9_]{0,62}`; with `dashes`, `-` may follow the first too.
  package static func isValid(_ text: String, dashes: Bool = false) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, bytes.count <= 63 else { return false }
    guard isLetter(first) || first == UInt8(ascii: "_") else { return false }
    return bytes.dropFirst().allSatisfy { byte in
      isLetter(byte) || byte == UInt8(ascii: "_") || isDigit(byte)
        || (dashes && byte == UInt8(ascii: "-"))
    }
  }

  /// The rule in EBNF, without the limit of its length.
  package static let grammar = "name ::= [A-Za-z_] [A-Za-z0-9_]*"

  /// The rule as a regular expression.
  package static func pattern(dashes: Bool = false) -> String {
    "^[A-Za-z_][A-Za-z0-9_\(dashes ? "-" : "")]{0,62}$"
  }

  /// The nearest valid identifier, for a suggested repair.
  package static func repaired(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(63) {
      let byte = scalar.isASCII ? UInt8(scalar.value) : 0
      let isFirst = result.isEmpty
      if isFirst, isDigit(byte) { result += "_" }
      result += isLetter(byte) || isDigit(byte) ? String(scalar) : "_"
    }
    return result.isEmpty ? "name" : String(result.prefix(63))
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte & 0xDF) }
  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
