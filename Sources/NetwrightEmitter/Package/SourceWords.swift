/// The names in a Swift source, as far as it takes to see which file needs which. It knows words,
/// comments and indentation, and no more of Swift.
struct SourceWords {
  /// A name that others can use.
  struct Declaration: Hashable {
    let name: String
    /// Only a call mentions a function: a variable may have the same name.
    let isFunction: Bool
    /// The type that a line of two spaces extends; `nil` for what stands by itself.
    let extended: String?
  }

  /// What stands at the beginning of a line, and what extensions add.
  private(set) var declarations: [Declaration] = []
  /// Types that are declared, not extended.
  private(set) var types: Set<String> = []
  /// All words but labels of arguments.
  private(set) var mentioned: Set<String> = []
  /// Words with an opening parenthesis behind them, but no members of values.
  private(set) var called: Set<String> = []

  private static let keywords: Set<String> = [
    "func", "struct", "enum", "class", "protocol", "typealias", "var", "let", "extension",
  ]

  init(_ text: String) {
    var extended: String?
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      let indentation = line.prefix { $0 == UInt8(ascii: " ") }.count
      let words = Self.words(line)
      note(words)
      guard indentation == 0 || indentation == 2 && extended != nil,
        let place = words.firstIndex(where: { Self.keywords.contains($0.text) }),
        place + 1 < words.count
      else { continue }
      let (keyword, name) = (words[place].text, words[place + 1].text)
      if indentation == 0 { extended = keyword == "extension" ? name : nil }
      if ["struct", "enum", "class", "protocol", "typealias"].contains(keyword) {
        types.insert(name)
      }
      declarations.append(
        Declaration(
          name: name, isFunction: keyword == "func", extended: indentation == 0 ? nil : extended))
    }
  }

  private struct Word {
    let text: String
    /// The bytes around it; 0 where the line ends.
    let before: UInt8
    let behind: UInt8
  }

  private mutating func note(_ words: [Word]) {
    var last = ""
    for word in words {
      // What stands behind a capital is a type or a module.
      let isMember = word.before == UInt8(ascii: ".") && last.first?.isUppercase != true
      if word.behind != UInt8(ascii: ":") {
        mentioned.insert(word.text)
        if word.behind == UInt8(ascii: "("), !isMember, last != "func" { called.insert(word.text) }
      }
      last = word.text
    }
  }

  /// The words of a line up to a comment.
  private static func words(_ line: Substring.UTF8View) -> [Word] {
    var result: [Word] = []
    var rest = line
    var before: UInt8 = 0
    while let first = rest.first {
      let word = rest.prefix(while: isWord)
      rest = rest.dropFirst(max(word.count, 1))
      if word.isEmpty {
        if first == UInt8(ascii: "/"), rest.first == first { break }
        before = first
      } else {
        let text = String(decoding: word, as: UTF8.self)
        result.append(Word(text: text, before: before, behind: rest.first ?? 0))
      }
    }
    return result
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
