import NetwrightDiagnostics
import NetwrightSyntax
import Testing

@Suite struct CharacterCheckTests {
  @Test(
    "other encodings are refused at their first foreign byte",
    arguments: [
      ([0xFF, 0xFE, 0x61, 0x00], "E0003 0-2"), ([0xFE, 0xFF, 0x00, 0x61], "E0003 0-2"),
      ([0xFF, 0xFE, 0, 0], "E0003 0-2"), ([0x61, 0x00], "E0014 1-2"),
      ([0x61, 0x3A, 0x20, 0xE9], "E0003 3-4"), ([0xC0, 0x80], "E0003 0-1"),
      ([0xED, 0xA0, 0x80], "E0003 0-1"), ([0xF4, 0x90, 0x80, 0x80], "E0003 0-1"),
      ([0xE2, 0x82], "E0003 0-1"), ([0x80], "E0003 0-1"),
    ] as [([UInt8], String)])
  func encodings(bytes: [UInt8], expected: String) {
    #expect(read(bytes: bytes).findings == [expected])
  }

  @Test(
    "control characters and hidden line ends are refused",
    arguments: [
      ("a: \u{7}", "E0014 3-4"), ("a: \u{1B}[2J", "E0014 3-4"), ("é: \u{7F}", "E0014 4-5"),
      ("# c\u{85}key: 1", "E0014 3-5"), ("# c\u{2028}key: 1", "E0014 3-6"),
      ("a: \u{9F}", "E0014 3-5"), ("a: \u{FEFF}", "E0014 3-6"), ("a: \u{FFFF}", "E0014 3-6"),
    ])
  func characters(text: String, expected: String) {
    #expect(read(text).findings == [expected])
  }

  @Test("the advice is an escape that YAML knows")
  func advice() {
    func help(_ text: String) -> [String] {
      let bag = DiagnosticBag()
      _ = parse(SourceFile(path: "a", text: text), into: bag)
      return bag.reported.flatMap(\.helps)
    }
    #expect(help("\u{7}") == ["remove it, or write `\\x07` inside double quotes"])
    #expect(help("\u{2029}") == ["remove it, or write `\\P` inside double quotes"])
    #expect(help("\u{FFFE}") == ["remove it, or write `\\uFFFE` inside double quotes"])
  }

  @Test("printable text of every plane passes")
  func printable() {
    #expect(read("a: ~\u{A0}é漢😀\u{10FFFF}").findings == [])
  }
}
