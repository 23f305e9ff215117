import NetwrightDiagnostics
import Testing

@Suite struct JSONRendererTests {
  @Test("the object has every field of the contract, the primary place first")
  func contract() {
    let file = SourceFile(path: "a.yaml", text: "one: 1\ntwo: é\n")
    let diagnostic = Diagnostic("E0302", "sizes differ", at: Span(file: file, start: 12, end: 14))
      .primaryLabel("here").label(Span(file: file, start: 0, end: 3), "there")
      .note("n").help("h").expected("x").found("y")
      .replacing(Span(file: file, start: 12, end: 14), with: "e")
    let place = #"{"file":"a.yaml","start":{"line":2,"column":6},"end":{"line":2,"column":7},"#
    let first = #"{"file":"a.yaml","start":{"line":1,"column":1},"end":{"line":1,"column":4},"#
    #expect(
      JSONRenderer().render([diagnostic], files: ["a.yaml"]).text()
        == #"{"diagnostics":[{"code":"E0302","severity":"error","message":"sizes differ","#
        + #""file":"a.yaml","spans":["# + place + #""label":"here","primary":true},"#
        + first + #""label":"there","primary":false}],"help":["h"],"notes":["n"],"#
        + #""expected":"x","found":"y","replacement":["# + place
        + #""text":"e","example":false}]}],"files":["a.yaml"]}"#)
  }

  @Test("a change that is one of several says so, in JSON and in text")
  func example() {
    let span = Span(file: SourceFile(path: "a.yaml", text: "heads: 3\n"), start: 7, end: 8)
    let diagnostic = Diagnostic("E0315", "m", at: span).replacing(span, with: "2", isExample: true)
    #expect(JSONRenderer().object(diagnostic).text().hasSuffix(#""text":"2","example":true}]}"#))
    #expect(
      TextRenderer(colour: false).render(diagnostic).contains(
        "= help: for example, write `2` instead\n"))
    #expect(
      TextRenderer(colour: false).render(diagnostic.help("h")).hasSuffix(
        "= help: h\n  = for example:\n1 - heads: 3\n1 + heads: 2\n"))
  }

  @Test("a finding without a place has null for the file and no spans")
  func nowhere() {
    let diagnostic = Diagnostic("E0001", "m", at: nil, severity: .warning)
    #expect(
      JSONRenderer().object(diagnostic).text()
        == #"{"code":"E0001","severity":"warning","message":"m","file":null,"spans":[],"#
        + #""help":[],"notes":[],"expected":null,"found":null,"replacement":null}"#)
  }
}
