import NetwrightDiagnostics
import Testing

/// Robustness row 33: whatever a spec contains, reports stay what they are.
@Suite struct HostileReportTests {
  static let names = [
    "\u{1B}[2J", "\u{1B}]8;;http://x\u{7}link\u{1B}]8;;\u{7}", "\n::error::x", "\r\n::set-output x",
    "]]>", "\u{1}", "</script>", "|", "\u{202E}abc", "\u{2028}", "%0A", "&<>\"'", "\\", "\u{0}",
    "é\u{301}漢字🙂", "a\tb", "\u{FFFE}", "`", "${x}", "<!--",
  ]

  private func finding(_ name: String) -> Diagnostic {
    let file = SourceFile(path: "specs/\(name).yaml", text: "key: \(name)\nnext: bad\n")
    let end = file.bytes.count
    return Diagnostic(
      "E0101", "no key `\(name)`", at: Span(file: file, start: end - 4, end: end - 1)
    )
    .primaryLabel(name).label(Span(file: file, start: 0, end: 3), name).note(name).help(name)
    .expected(name).found(name)
    .replacing(Span(file: file, start: end - 4, end: end - 1), with: name)
  }

  @Test(
    "text has line feeds and nothing else that acts, and carets under their words", arguments: names
  )
  func text(name: String) {
    let text = TextRenderer(colour: false).render([finding(name)])
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !VisibleText.isUnprintable($0) })
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let marked = lines.firstIndex { $0.hasSuffix("| next: bad") }
    #expect(marked.map { lines[$0 + 1].hasPrefix("  |       ^^^") } == true, "\(text)")
  }

  @Test("a workflow command is one line for one finding", arguments: names)
  func gitHub(name: String) {
    let text = GitHubRenderer().render([finding(name), finding(name)])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 3 && lines[2].isEmpty)
    #expect(lines.dropLast().allSatisfy { $0.hasPrefix("::error file=") })
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !VisibleText.isUnprintable($0) })
  }

  @Test("JUnit has the elements that it should have and no others", arguments: names)
  func jUnit(name: String) {
    let text = JUnitRenderer().render([finding(name)], files: ["x<\(name)"])
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !VisibleText.isUnprintable($0) })
    #expect(!text.contains("]]>") && !text.contains("<!--"))
    let tags = text.split(separator: "<", omittingEmptySubsequences: false).dropFirst()
      .map { $0.prefix { $0.isLetter || $0 == "/" || $0 == "?" } }
    #expect(
      tags == [
        "?xml", "testsuites", "testsuite", "testcase", "testcase", "failure", "/failure",
        "/testcase", "/testsuite", "/testsuites",
      ])
  }

  @Test("JSON and SARIF are JSON", arguments: names)
  func json(name: String) {
    let values = [
      JSONRenderer().render([finding(name)], files: [name]),
      SARIFRenderer(version: "1").render([finding(name)]),
    ]
    for value in values {
      for text in [value.text(), value.text(pretty: true)] {
        var reader = JSONReader(text)
        let isWhole = reader.readsAll()
        #expect(isWhole, "\(text)")
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !VisibleText.isUnprintable($0) })
      }
    }
  }
}

/// Whether a text is JSON (RFC 8259), and nothing more.
struct JSONReader {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func readsAll() -> Bool {
    guard value(depth: 0) else { return false }
    blanks()
    return index == bytes.count
  }

  private mutating func value(depth: Int) -> Bool {
    blanks()
    guard depth < 64, index < bytes.count else { return false }
    switch bytes[index] {
    case UInt8(ascii: "{"): return list("}", depth) { $0.string() && $0.take(":") }
    case UInt8(ascii: "["): return list("]", depth) { _ in true }
    case UInt8(ascii: "\""): return string()
    default:
      let word = bytes[index...].prefix { $0 >= 0x2B && $0 != 0x2C && $0 != 0x5D && $0 != 0x7D }
      index += word.count
      let text = String(decoding: word, as: UTF8.self)
      return ["true", "false", "null"].contains(text) || Double(text) != nil
    }
  }

  private mutating func list(
    _ close: Character, _ depth: Int, _ before: (inout JSONReader) -> Bool
  ) -> Bool {
    index += 1
    if take(close) { return true }
    repeat {
      guard before(&self), value(depth: depth + 1) else { return false }
    } while take(",")
    return take(close)
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\"") { return true }
      if byte < 0x20 { return false }
      if byte == UInt8(ascii: "\\") {
        guard index < bytes.count, "\"\\/bfnrtu".utf8.contains(bytes[index]) else { return false }
        index += 1
      }
    }
    return false
  }

  private mutating func take(_ character: Character) -> Bool {
    blanks()
    guard index < bytes.count, bytes[index] == character.asciiValue else { return false }
    index += 1
    return true
  }

  private mutating func blanks() {
    while index < bytes.count, [0x20, 0x0A].contains(bytes[index]) { index += 1 }
  }
}
