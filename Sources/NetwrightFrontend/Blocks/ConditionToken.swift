/// A piece of the text of a condition, by its bytes.
struct ConditionToken {
  enum Kind: Hashable {
    case open, close
    case word(String)
    case relation(ConditionRelation)
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
        let relation = ConditionRelation.allCases.first { rest.hasPrefix($0.rawValue) }
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

enum ConditionRelation: String, CaseIterable {
  case equal = "=="
  case unequal = "!="
  case atMost = "<="
  case atLeast = ">="
  case below = "<"
  case above = ">"

  func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .equal: left == right
    case .unequal: left != right
    case .atMost: left <= right
    case .atLeast: left >= right
    case .below: left < right
    case .above: left > right
    }
  }
}

/// What an operand of a condition comes to.
enum ConditionValue {
  case integer(Int)
  case number(Double)
  case flag(Bool)
  /// The value of a parameter that is a word.
  case word(String)
  /// A word that is no name; it can only be compared with the value of a parameter.
  case literal(String)

  var kind: String {
    switch self {
    case .integer: "a whole number"
    case .number: "a number"
    case .flag: "a flag"
    case .word, .literal: "a word"
    }
  }

  private var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// `nil` where the two cannot be compared.
  func compared(_ relation: ConditionRelation, with other: ConditionValue) -> Bool? {
    let isEquality = relation == .equal || relation == .unequal
    switch (self, other) {
    case (.integer(let left), .integer(let right)): return relation.holds(left, right)
    case (.flag(let left), .flag(let right)) where isEquality:
      return (left == right) == (relation == .equal)
    case (.word(let left), .word(let right)) where isEquality,
      (.word(let left), .literal(let right)) where isEquality,
      (.literal(let left), .word(let right)) where isEquality:
      return (left == right) == (relation == .equal)
    default:
      guard let left = double, let right = other.double else { return nil }
      return relation.holds(left, right)
    }
  }
}
