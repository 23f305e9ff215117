/// A piece of the text of a condition, by its bytes.
struct ConditionToken {
  enum Kind: Hashable {
    case open, close
    case word(String)
    case relation(Relation)
    /// `=` alone, which is none.
    case assignment
    /// `&&`, `||` or `!`, with the word that a condition has for it.
    case foreign(String)
    /// Part of a size: a number, an operator.
    case other
  }

  let kind: Kind
  let start: Int
  let end: Int

  static func all(in text: String) -> [ConditionToken] {
    let bytes = Array(text.utf8)
    var tokens: [ConditionToken] = []
    var index = 0
    while index < bytes.count {
      let start = index
      index += 1
      let kind: Kind
      switch bytes[start] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"): continue
      case UInt8(ascii: "("): kind = .open
      case UInt8(ascii: ")"): kind = .close
      case let byte where isWord(byte):
        while index < bytes.count, isWord(bytes[index]) { index += 1 }
        let isNumber = (48...57).contains(byte)
        kind = isNumber ? .other : .word(String(decoding: bytes[start..<index], as: UTF8.self))
      default:
        let rest = String(decoding: bytes[start..<min(start + 2, bytes.count)], as: UTF8.self)
        // Relations of two characters come first, so that `<=` is not read as `<`.
        let relation = Relation.allCases.first { rest.hasPrefix($0.rawValue) }
        let foreign = foreignWords.first { rest.hasPrefix($0.mark) }
        index = start + (relation?.rawValue ?? foreign?.mark ?? " ").utf8.count
        kind =
          relation.map { .relation($0) } ?? foreign.map { .foreign($0.word) }
          ?? (rest.hasPrefix("=") ? .assignment : .other)
      }
      tokens.append(ConditionToken(kind: kind, start: start, end: index))
    }
    return tokens
  }

  /// Operators of other languages; those of two characters come first.
  private static let foreignWords: [(mark: String, word: String)] = [
    ("&&", "and"), ("||", "or"), ("&", "and"), ("|", "or"), ("!", "not"),
  ]

  static func text(of tokens: ArraySlice<ConditionToken>, in text: String) -> String {
    guard let first = tokens.first, let last = tokens.last else { return "" }
    return String(
      decoding: Array(text.utf8)[first.start..<last.end], as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte & 0xDF) || byte == UInt8(ascii: "_")
  }
}
