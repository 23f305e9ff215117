/// A `|` or `>` scalar taken apart: what stands behind its indicator, and its lines.
struct BlockText {
  let header: String
  /// The comment in the line of the header.
  let comment: String?
  /// Without indentation; empty lines are empty.
  let lines: [String]

  init(_ scalar: Scalar, written: String) {
    let normalized = written.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).map(String.init)
    let first = normalized.first ?? ""
    let hash = first.firstIndex(of: "#")
    comment = hash.map { Self.trimmed(String(first[$0...])) }
    let marks = hash.map { first[..<$0] } ?? first[...]
    guard scalar.style == .literal else {
      header = ">" + marks.filter { $0 == "+" || $0 == "-" }
      lines = Self.dedented(Array(normalized.dropFirst()))
      return
    }
    var lines = scalar.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    let isOpen = lines.last == ""
    if isOpen { lines.removeLast() }
    let chomping = !isOpen || lines.isEmpty ? "-" : lines.last == "" ? "+" : ""
    // Spaces in front of the text would be taken for its indentation.
    let isIndented = lines.first { !$0.isEmpty }?.hasPrefix(" ") ?? false
    header = "|" + (isIndented ? "2" : "") + chomping
    self.lines = lines
  }

  private static func dedented(_ lines: [String]) -> [String] {
    let first = lines.first { !$0.allSatisfy { $0 == " " } } ?? ""
    let indentation = first.prefix { $0 == " " }.count
    return lines.map { line in
      let spaces = min(indentation, line.prefix { $0 == " " }.count)
      let rest = String(line.dropFirst(spaces))
      return rest.allSatisfy { $0 == " " } ? "" : rest
    }
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }
}
