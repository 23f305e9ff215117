import NetwrightDiagnostics
import Testing

@Suite struct TextRendererTests {
  let renderer = TextRenderer(colour: false, width: 80)

  private func span(of text: String, in file: SourceFile) -> Span {
    let all = file.text(in: 0..<file.bytes.count)
    guard let range = all.firstRange(of: text) else { return Span(file: file, start: 0, end: 0) }
    let start = all.utf8.distance(from: all.startIndex, to: range.lowerBound)
    return Span(file: file, start: start, end: start + text.utf8.count)
  }

  private func column(of text: String, in line: String) -> Int? {
    line.firstRange(of: text).map { line.distance(from: line.startIndex, to: $0.lowerBound) }
  }

  @Test("marks, secondary marks in other lines and files, and details each have their place")
  func layout() {
    let lines = (1...12).map { "line \($0): [\($0)]" }.joined(separator: "\n")
    let file = SourceFile(path: "spec.yaml", text: lines)
    let other = SourceFile(path: "base.yaml", text: "width: 64\n")
    let diagnostic = Diagnostic("E0302", "sizes differ", at: span(of: "[10]", in: file))
      .primaryLabel("has 10 rows")
      .label(span(of: "[2]", in: file), "has 2 columns")
      .label(span(of: "line 10", in: file), "this layer")
      .label(span(of: "64", in: other), "width is given here")
      .expected("f32[2]").found("f32[10]").note("a fact").help("some advice")
    #expect(
      renderer.render(diagnostic) == """
        error[E0302]: sizes differ
          --> spec.yaml:10:10
           |
         2 | line 2: [2]
           |         --- has 2 columns
        ...
        10 | line 10: [10]
           |          ^^^^ has 10 rows
           | ------- this layer
          ::: base.yaml:1:8
           |
         1 | width: 64
           |        -- width is given here
           = expected: f32[2]
           = found: f32[10]
           = note: a fact
           = help: some advice

        """)
  }

  @Test("a finding without a place is its headline and details")
  func nowhere() {
    let diagnostic = Diagnostic("E0001", "cannot read `x`", at: nil).help("check the path")
    #expect(
      renderer.render(diagnostic) == """
        error[E0001]: cannot read `x`
          = help: check the path

        """)
  }

  @Test("control and bidirectional characters are shown as escapes with the carets still right")
  func escapes() {
    let file = SourceFile(
      path: "e\u{1B}[2J.yaml", text: "a\tb\u{1B}[2J\u{202E}c\u{0}: 漢字é\u{301} bad\n")
    let diagnostic = Diagnostic("E0106", "bad \n::error::x\u{7}", at: span(of: "bad", in: file))
      .primaryLabel("\u{2066}here")
    #expect(
      renderer.render(diagnostic) == """
        error[E0106]: bad \\n::error::x\\u{7}
         --> e\\u{1B}[2J.yaml:1:18
          |
        1 | a    b\\u{1B}[2J\\u{202E}c\\0: 漢字é\u{301} bad
          |                                   ^^^ \\u{2066}here

        """)
  }

  @Test("undecodable bytes are shown by value")
  func undecodable() {
    let file = SourceFile(path: "a", bytes: [0x61, 0xFF, 0x62])
    #expect(
      renderer.render(Diagnostic("E0003", "m", at: Span(file: file, start: 2, end: 3))) == """
        error[E0003]: m
         --> a:1:3
          |
        1 | a\\xFFb
          |      ^

        """)
  }

  @Test("a line of a million columns is cut around the caret")
  func longLine() {
    let text = String(repeating: "x", count: 500_000)
    let file = SourceFile(path: "a", text: text + "HERE" + text)
    let lines = renderer.render(Diagnostic("E0004", "m", at: span(of: "HERE", in: file)))
      .split(separator: "\n").map(String.init)
    #expect(lines[3].count == 80)
    #expect(lines[3].hasPrefix("1 | …xxx") && lines[3].hasSuffix("xxx…"))
    #expect(
      column(of: "HERE", in: lines[3]) != nil
        && column(of: "HERE", in: lines[3]) == column(of: "^^^^", in: lines[4]))
  }

  @Test("the end of the file and a span over lines are marked")
  func edges() {
    let file = SourceFile(path: "a", text: "ab: [\n 1,\n 2]")
    #expect(
      renderer.render(Diagnostic("E1", "m", at: Span(file: file, start: 13, end: 13))) == """
        error[E1]: m
         --> a:3:4
          |
        3 |  2]
          |    ^

        """)
    let whole = Diagnostic("E1", "m", at: Span(file: file, start: 4, end: 13)).primaryLabel("list")
    #expect(
      renderer.render(whole) == """
        error[E1]: m
         --> a:1:5
          |
        1 | ab: [
          |     ^ list (through line 3)

        """)
  }

  @Test("colour adds escape sequences and changes no text")
  func colour() {
    let file = SourceFile(path: "a", text: "x: 1")
    let diagnostic = Diagnostic("E1", "m", at: Span(file: file, start: 0, end: 1)).label(
      Span(file: file, start: 3, end: 4), "l"
    ).help("h")
    let coloured = TextRenderer(colour: true, width: 80).render(diagnostic)
    #expect(coloured.contains("\u{1B}[1;31m"))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == renderer.render(diagnostic))
  }

  @Test("a flood of findings is cut and the rest counted")
  func flood() {
    let diagnostics = (0..<10_000).map { Diagnostic("E1", "finding \($0)", at: nil) }
    let text = renderer.render(diagnostics, omitted: 5)
    #expect(text.utf8.count < 64_000)
    #expect(text.hasSuffix("more findings\n"))
    #expect(renderer.render([diagnostics[0]], omitted: 1).hasSuffix("… and 1 more finding\n"))
  }
}
