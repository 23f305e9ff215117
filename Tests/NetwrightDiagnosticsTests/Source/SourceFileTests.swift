import NetwrightDiagnostics
import Testing

@Suite struct SourceFileTests {
  @Test("lines end at LF, CRLF and a lone CR, and columns count scalars")
  func positions() {
    let file = SourceFile(path: "a", text: "ab\r\né𝄞c\rd\n")
    let positions = (0...file.bytes.count).map { file.position(at: $0) }.map {
      [$0.line, $0.column]
    }
    #expect(
      positions == [
        [1, 1], [1, 2], [1, 3], [1, 4], [2, 1], [2, 1], [2, 2], [2, 2], [2, 2], [2, 2], [2, 3],
        [2, 4], [3, 1], [3, 2], [4, 1],
      ])
    #expect((0...5).map { file.text(in: file.lineRange($0)) } == ["", "ab", "é𝄞c", "d", "", ""])
  }

  @Test("an empty file has one empty line, and offsets outside are moved to its end")
  func empty() {
    let file = SourceFile(path: "a", text: "")
    #expect(file.lineCount == 1)
    #expect(file.position(at: -5) == Position(line: 1, column: 1))
    #expect(file.position(at: Int.max) == Position(line: 1, column: 1))
    #expect(Span(file: file, start: 3, end: 900).text == "")
  }

  @Test("a byte order mark is no column")
  func byteOrderMark() {
    let file = SourceFile(path: "a", text: "\u{FEFF}key")
    #expect(file.position(at: 3) == Position(line: 1, column: 1))
    #expect(file.text(in: file.lineRange(1)) == "key")
  }

  @Test("each undecodable byte is one column")
  func undecodable() {
    let file = SourceFile(path: "a", bytes: [0x61, 0xFF, 0xC3, 0x28, 0xED, 0xA0, 0x80])
    #expect((0...7).map { file.position(at: $0).column } == [1, 2, 3, 4, 5, 6, 7, 8])
  }

  @Test("columns are right far into long lines of every kind of character")
  func longLines() {
    for character in ["a", "é", "漢", "😀"] {
      let file = SourceFile(path: "a", text: "x\n" + String(repeating: character, count: 5_000))
      let width = character.utf8.count
      for column in [1, 2, 256, 257, 342, 343, 512, 1_024, 1_025, 4_999, 5_001] {
        let position = file.position(at: 2 + (column - 1) * width)
        #expect(position == Position(line: 2, column: column))
      }
    }
  }

  @Test("spans are equal by file and bytes, and an end before the start is moved to it")
  func spans() {
    let file = SourceFile(path: "a", text: "text")
    let twin = SourceFile(path: "a", text: "text")
    #expect(Span(file: file, start: 1, end: 2) == Span(file: file, start: 1, end: 2))
    #expect(Span(file: file, start: 1, end: 2) != Span(file: twin, start: 1, end: 2))
    #expect(Span(file: file, start: 3, end: 1).end == 3)
  }
}
