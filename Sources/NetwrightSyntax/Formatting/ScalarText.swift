import NetwrightDiagnostics

/// Spells scalars in the canonical way. Whether a scalar is plain or quoted is left as it is, since
/// it means something; which quotes it has does not.
enum ScalarText {
  /// The scalar in one line; `nil` where it cannot stand in one.
  static func line(_ scalar: Scalar) -> String? {
    switch scalar.style {
    case .plain: scalar.text.unicodeScalars.contains("\n") ? nil : scalar.text
    case .singleQuoted, .doubleQuoted: quoted(scalar.text)
    case .literal, .folded: nil
    }
  }

  /// Double quotes; single ones where that saves escapes.
  static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.contains(where: { $0 == "\"" || $0 == "\\" }),
      !scalars.contains(where: { VisibleText.isUnprintable($0) })
    else { return QuotedText.of(text) }
    return "'"
      + text.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "''") + "'"
  }

  /// The lines of a text that is too long for one, the first after `head`, all others to be
  /// indented by `indent`. Lines are broken at single spaces only, and empty lines stand for breaks.
  static func wrapped(_ scalar: Scalar, head: Int, indent: Int, width: Int) -> [String] {
    guard scalar.style == .plain else {
      return filled(quoted(scalar.text), head: head, indent: indent, width: width)
    }
    var lines: [String] = []
    for (number, paragraph) in scalar.text.split(
      separator: "\n", omittingEmptySubsequences: false
    ).enumerated() {
      if number > 0 { lines.append("") }
      guard !paragraph.isEmpty else { continue }
      lines += filled(
        String(paragraph), head: number == 0 ? head : indent, indent: indent, width: width)
    }
    return lines
  }

  private static func filled(_ text: String, head: Int, indent: Int, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var column = head
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    for (number, word) in words.enumerated() {
      // An empty word means several spaces in a row, which a break would lose.
      let canBreak =
        number > 0 && !word.isEmpty && !words[number - 1].isEmpty && !isIndicator(word)
      if canBreak, column + 1 + word.count > width {
        lines.append(line)
        (line, column) = ("", indent)
      } else if number > 0 {
        line += " "
        column += 1
      }
      line += word
      column += word.count
    }
    return lines + [line]
  }

  /// Whether a line that begins with the word would be read as something else.
  private static func isIndicator(_ word: Substring) -> Bool {
    guard let first = word.first else { return false }
    return first == "#" || word == "-" || word == "?" || word == ":" || first == "\\"
  }
}
