import NetwrightDiagnostics
import NetwrightSyntax

/// A mapping of which some keys are put under another one: `- dense: 8` with `activation: relu`
/// beside it becomes `- dense: {units: 8, activation: relu}`. Values keep their spelling.
struct EntryRewrite {
  /// The mapping as it is.
  let node: SyntaxNode
  /// What the key is called under which the others go, and the entry that holds it now.
  let keyword: String
  let holder: SyntaxEntry
  /// What stands behind it already.
  let value: SyntaxNode?
  /// The key that a value alone stands for.
  let mainKey: String?
  /// Entries that go under the key, and what they are called there.
  let moved: [(name: String, entry: SyntaxEntry)]
  /// Entries that are left out.
  var dropped: [SyntaxEntry] = []

  private static let longestLine = 96

  /// The value as it would be read after the change.
  var mended: SyntaxNode {
    let entries = moved.map { name, entry in
      SyntaxEntry(key: entry.key.spelled(name, at: entry.key.useSpan), value: entry.value)
    }
    guard let value, value.scalar?.isAbsent != true else { return node.with(entries: entries) }
    if let known = value.mapping { return value.with(entries: known + entries) }
    guard let mainKey else { return value.with(entries: entries) }
    let main = SyntaxEntry(key: value.spelled(mainKey), value: value)
    return value.with(entries: [main] + entries)
  }

  /// The change of the text; `nil` where it is not sure that nothing would be lost.
  var replacement: Diagnostic.Replacement? {
    guard node.aliasSpan == nil, let entries = node.mapping else { return nil }
    let touched = [holder] + moved.map(\.entry) + dropped
    guard touched.allSatisfy({ $0.key.aliasSpan == nil && $0.key.span.file === node.span.file })
    else { return nil }
    let region = touched.dropFirst().reduce(touched[0].span) { $0.joined(with: $1.span) }
    guard !Self.holdsMore(region.text), let text = flowText ?? blockText else { return nil }
    let places = Set(touched.map(\.key.span.start))
    let kept = entries.filter {
      region.start <= $0.span.start && $0.span.end <= region.end && !places.contains($0.span.start)
    }
    let separator = isFlow ? ", " : "\n" + Self.blanks(column)
    return Diagnostic.Replacement(
      span: region, text: ([text] + kept.map(\.span.text)).joined(separator: separator))
  }

  /// Whether a text has comments, anchors or tags in it, which would be lost.
  private static func holdsMore(_ text: String) -> Bool {
    var last: Character = ":"
    for (before, character) in zip(" " + text, text) {
      let begins = before == " " || before == "\n"
      if character == "#", begins { return true }
      if character == "&" || character == "!", begins, ":-,[{".contains(last) { return true }
      if character != " ", character != "\n" { last = character }
    }
    return false
  }

  private var isFlow: Bool { node.span.text.hasPrefix("{") }

  // MARK: In one line

  /// `dense: {units: 8, activation: relu}`, where all of it can stand in one line.
  private var flowText: String? {
    var parts: [String] = []
    if let value, value.scalar?.isAbsent != true {
      guard let written = Self.entries(of: value, mainKey: mainKey) else { return nil }
      for entry in written {
        guard let text = Self.flow(entry.name, entry.value) else { return nil }
        parts.append(text)
      }
    }
    for (name, entry) in moved {
      guard let text = Self.flow(name, entry.value) else { return nil }
      parts.append(text)
    }
    if parts.isEmpty { return node.mapping?.count == 1 ? keyword : "\(keyword): {}" }
    let text = "\(keyword): {\(parts.joined(separator: ", "))}"
    return isFlow || column + text.utf8.count <= Self.longestLine ? text : nil
  }

  private static func entries(
    of value: SyntaxNode, mainKey: String?
  ) -> [(name: String, value: SyntaxNode)]? {
    guard value.aliasSpan == nil else { return nil }
    if let entries = value.mapping { return entries.map { ($0.key.span.text, $0.value) } }
    return mainKey.map { [($0, value)] }
  }

  private static func flow(_ name: String, _ value: SyntaxNode) -> String? {
    let text = value.useSpan.text
    guard !text.contains("\n") else { return nil }
    guard let scalar = value.scalar else {
      return text.hasPrefix("[") || text.hasPrefix("{") ? "\(name): \(text)" : nil
    }
    let isBare = scalar.style == .plain && value.aliasSpan == nil
    let needsQuotes = isBare && text.contains { ",[]{}".contains($0) }
    return "\(name): \(needsQuotes ? QuotedText.of(scalar.text) : text)"
  }

  // MARK: In several lines

  /// The keys one below the other, as they are written.
  private var blockText: String? {
    guard !isFlow, moved.allSatisfy({ Self.column(of: $0.entry) == column }) else { return nil }
    var inner = column + 2
    var lines: [String] = []
    if let value, value.scalar?.isAbsent != true {
      guard value.aliasSpan == nil else { return nil }
      if let first = value.mapping?.first, !value.span.text.hasPrefix("{") {
        inner = Self.column(of: first)
        lines = ["\(Self.blanks(inner))\(value.span.text)"]
      } else {
        for entry in Self.entries(of: value, mainKey: mainKey) ?? [] {
          guard !entry.value.useSpan.text.contains("\n") else { return nil }
          lines.append("\(Self.blanks(inner))\(entry.name): \(entry.value.useSpan.text)")
        }
        if lines.isEmpty { return nil }
      }
    }
    guard inner > column else { return nil }
    for (name, entry) in moved {
      let rest = Span(
        file: entry.key.span.file, start: entry.key.span.end, end: entry.value.useSpan.end
      ).text
      let shift = "\n" + Self.blanks(inner - column)
      let shifted = rest.split(separator: "\n", omittingEmptySubsequences: false)
      lines.append(Self.blanks(inner) + name + shifted.joined(separator: shift))
    }
    return "\(keyword):\n" + lines.joined(separator: "\n")
  }

  /// Bytes in front of the keys of the mapping.
  private var column: Int { Self.column(of: holder) }

  private static func column(of entry: SyntaxEntry) -> Int {
    entry.key.span.startPosition.column - 1
  }

  private static func blanks(_ count: Int) -> String {
    String(repeating: " ", count: max(count, 0))
  }
}
