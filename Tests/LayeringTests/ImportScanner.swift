/// Finds the modules that a Swift source file imports. Comments and strings of several lines are
/// passed over: the embedded runtime holds whole source files in strings.
struct ImportScanner {
  private(set) var modules: [String] = []
  /// What ends the string of several lines that the scanner is in.
  private var stringEnd: String?
  private var commentDepth = 0

  static func modules(in text: String) -> [String] {
    var scanner = ImportScanner()
    for line in text.split(whereSeparator: \.isNewline) { scanner.read(line) }
    return scanner.modules
  }

  private mutating func read(_ line: Substring) {
    var code = ""
    var rest = line
    while let first = rest.first {
      if let end = stringEnd {
        guard rest.hasPrefix(end) else {
          rest.removeFirst()
          continue
        }
        rest.removeFirst(end.count)
        stringEnd = nil
      } else if rest.hasPrefix("/*") || (commentDepth > 0 && rest.hasPrefix("*/")) {
        commentDepth += first == "/" ? 1 : -1
        rest.removeFirst(2)
      } else if commentDepth > 0 {
        rest.removeFirst()
      } else if rest.hasPrefix("//") {
        break
      } else if let hashes = openedString(rest) {
        stringEnd = "\"\"\"" + hashes
        rest.removeFirst(hashes.count + 3)
      } else if first == "\"" {
        rest = afterString(rest)
      } else {
        code.append(first)
        rest.removeFirst()
      }
    }
    modules += code.split(separator: ";").compactMap(module)
  }

  /// The hash signs before `"""`; `nil` where no string of several lines opens.
  private func openedString(_ text: Substring) -> Substring? {
    let hashes = text.prefix { $0 == "#" }
    return text.dropFirst(hashes.count).hasPrefix("\"\"\"") ? hashes : nil
  }

  private func afterString(_ text: Substring) -> Substring {
    var rest = text.dropFirst()
    while let next = rest.popFirst(), next != "\"" {
      if next == "\\" { rest = rest.dropFirst() }
    }
    return rest
  }

  private func module(_ statement: Substring) -> String? {
    let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    let kinds: Set<Substring> = [
      "actor", "class", "enum", "func", "let", "protocol", "struct", "typealias", "var",
    ]
    var words = statement.split(whereSeparator: \.isWhitespace)[...]
    while let word = words.first, word.hasPrefix("@") || modifiers.contains(word) {
      words.removeFirst()
    }
    guard words.popFirst() == "import" else { return nil }
    if let kind = words.first, kinds.contains(kind) { words.removeFirst() }
    return words.first.map { String($0.prefix { $0 != "." }) }
  }
}
