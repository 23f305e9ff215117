import NetwrightDiagnostics
import NetwrightSyntax
import Testing

@Suite struct SpecFormatterTests {
  static let order = ["netwright", "name", "doc", "dims", "model", "loss"]

  private func formatted(_ text: String) -> (text: String?, findings: [String]) {
    let bag = DiagnosticBag()
    let result = SpecFormatter.format(
      SourceFile(path: "spec.yaml", text: text), order: Self.order, into: bag)
    return (result, bag.reported.map { "\($0.code) \($0.message)" })
  }

  private func expect(
    _ text: String, becomes wanted: String, at location: SourceLocation = #_sourceLocation
  ) {
    let once = formatted(text)
    #expect(once.findings == [], sourceLocation: location)
    #expect(once.text == wanted, sourceLocation: location)
    #expect(formatted(wanted).text == wanted, "again", sourceLocation: location)
  }

  @Test("two spaces for each level, one space after a colon, no space at the ends of lines")
  func indentation() {
    expect(
      "name:   a  \ndims:\n      batch: 4\n      list:\n      - 1\n      -   2\n",
      becomes: "name: a\ndims:\n  batch: 4\n  list:\n    - 1\n    - 2\n")
  }

  @Test("the keys of the top level stand in their order, unknown ones last")
  func order() {
    expect(
      "own: 1\n# about the loss\nloss: mse # so\n\nname: a\nnetwright: 1\n",
      becomes: "netwright: 1\n\nname: a\n# about the loss\nloss: mse  # so\nown: 1\n")
  }

  @Test("a comment above the first key that an empty line sets off stays at the top")
  func header() {
    expect(
      "# About the file.\n\n# About the loss.\nloss: mse\nname: a\n",
      becomes: "# About the file.\n\nname: a\n# About the loss.\nloss: mse\n")
    expect(
      "# yaml-language-server: $schema=s.json\nloss: mse\nname: a\n",
      becomes: "# yaml-language-server: $schema=s.json\nname: a\nloss: mse\n")
  }

  @Test("brackets stay while they fit into 100 columns, then go to the next line, then away")
  func brackets() {
    let fitting = "a: {\(String(repeating: "x", count: 88)): 123}"
    #expect(fitting.count == 98)
    expect(fitting + "\n", becomes: fitting + "\n")
    let key = String(repeating: "k", count: 10)
    expect(
      "\(key): {\(String(repeating: "x", count: 85)): 12}\n",
      becomes: "\(key):\n  {\(String(repeating: "x", count: 85)): 12}\n")
    let long = String(repeating: "x", count: 60)
    expect(
      "a: {\(long): [1, 2], y: {z: \(long)}}\n",
      becomes: "a:\n  \(long): [1, 2]\n  y: {z: \(long)}\n")
    expect("a: {\n  b: 1,\n    c:   [ ]\n  }\n", becomes: "a: {b: 1, c: []}\n")
    expect(
      "- {\(long): 1, y\(long): 2}\n- [[1], {}]\n",
      becomes: "- \(long): 1\n  y\(long): 2\n- [[1], {}]\n")
  }

  @Test("quotes are double ones, single ones where that saves escapes; plain stays plain")
  func quotes() {
    expect(
      "a: 'f32[batch]'\nb: \"say \\\"so\\\"\"\nc: 'it''s'\nd: \"\\u00e9\\x07\"\ne: 'a\\b'\nf: 012\n",
      becomes: "a: \"f32[batch]\"\nb: 'say \"so\"'\nc: \"it's\"\nd: \"é\\x07\"\ne: 'a\\b'\nf: 012\n"
    )
  }

  @Test("a number sign in quotes or within a word is no comment")
  func numberSigns() {
    expect(
      "a: \"# no\"  # yes\nb: '#no'\nc: d#e\nf: {g: \"}#\", h: i#j} # k\n",
      becomes: "a: \"# no\"  # yes\nb: \"#no\"\nc: d#e\nf: {g: \"}#\", h: i#j}  # k\n")
  }

  @Test("comments within brackets open them")
  func commentsInBrackets() {
    expect(
      "a: [1, # one\n  2,\n  # three\n  3\n  # end\n  ] # all\n",
      becomes: "a:\n  - 1  # one\n  - 2\n  # three\n  - 3\n  # end\n  # all\n")
    expect(
      "a: { # first\n  b: {c: 1, d: 2}, # b\n  e: 3}\n",
      becomes: "a:  # first\n  b: {c: 1, d: 2}  # b\n  e: 3\n")
    expect(
      "- { # first\n  b: 1}\n- a: [ # deep\n    1 ]\n",
      becomes: "# first\n- b: 1\n- a:  # deep\n    - 1\n")
  }

  @Test("a comment behind a bracket stays in the line of its key, or comes last")
  func commentsBehindBrackets() {
    let long = String(repeating: "x", count: 60)
    expect(
      "a: {\(long): 1, y\(long): 2} # all\nb: 3\n",
      becomes: "a:  # all\n  \(long): 1\n  y\(long): 2\nb: 3\n")
    expect("- [1, # one\n  2] # both\n- 3\n", becomes: "- - 1  # one\n  - 2\n  # both\n- 3\n")
    expect(
      "a: {b: {c: 1, # c\n  d: 2}, # b\n  e: 3} # a\n",
      becomes: "a:\n  b:\n    c: 1  # c\n    d: 2\n    # b\n  e: 3\n  # a\n")
  }

  @Test("comments in empty brackets go before them")
  func emptyBrackets() {
    expect(
      "a: [ # one\n  # two\n  ] # three\nb: {}\n",
      becomes: "# one\n# two\na: []  # three\nb: {}\n")
  }

  @Test("comments after a key, after a dash and at the ends of collections stay near")
  func placesOfComments() {
    expect(
      "a: # of a\n  # of b\n  b: 1\n  # end of a\n\n# of c\nc:\n  # of the text\n  text\n# end\n",
      becomes:
        "a:  # of a\n  # of b\n  b: 1\n  # end of a\n\n# of c\n# of the text\nc: text\n# end\n")
    expect(
      "a:\n- # of d\n  d: 1\n  # of e\n  e:\n- f\n# of g\ng: 1\n",
      becomes: "a:\n  # of d\n  - d: 1\n    # of e\n    e:\n  - f\n# of g\ng: 1\n")
  }

  @Test("texts in | and > keep their lines, and comments behind them stay comments")
  func blockTexts() {
    expect(
      "a: |   # why\n     one # no comment\n       two\n\n     three\n# yes\nb: >-\n    x\n    y\n"
        + "c: |+\n  z\n\n",
      becomes: "a: |  # why\n  one # no comment\n    two\n\n  three\n# yes\nb: >-\n  x\n  y\n"
        + "c: |+\n  z\n\n")
    expect("- |2\n    deep\n  flat\n- |-\n    x\n", becomes: "- |2\n    deep\n  flat\n- |-\n  x\n")
  }

  @Test("plain texts are filled to 100 columns")
  func filled() {
    let word = "wordword1"
    let line = Array(repeating: word, count: 9).joined(separator: " ")
    expect(
      "a:\n  \(word)\n  \(word)\n", becomes: "a: \(word) \(word)\n")
    expect("doc: \(line) \(word)\n", becomes: "doc: \(line)\n  \(word)\n")
    expect("a: x\n\n  y\n", becomes: "a: x\n\n  y\n")
  }

  @Test("single empty lines stay between entries, others go")
  func emptyLines() {
    expect(
      "\n\na: 1\n\n\n\nb:\n\n  c: 1\n\n  d: 2\n\n\n",
      becomes: "a: 1\n\nb:\n  c: 1\n\n  d: 2\n")
  }

  @Test("CRLF, a byte order mark, tabs before comments and a missing last line end are put right")
  func otherEditors() {
    expect(
      "\u{FEFF}a: 1\t# x\r\n\r\n# y  \r\nb: [1,\r\n  2]",
      becomes: "a: 1  # x\n\n# y\nb: [1, 2]\n")
  }

  @Test("anchors, aliases and tags stay, and then the order of keys")
  func anchors() {
    expect(
      "name: &a [1, !!str 2]\nnetwright: *a\ndims: &m\n   x: &b 1\n   y: *b\n",
      becomes: "name: &a [1, !!str 2]\nnetwright: *a\ndims: &m\n  x: &b 1\n  y: *b\n")
  }

  @Test("the start of a document is left out, what has no canonical layout is refused")
  func refusals() {
    expect("--- # x\na: 1\n...\n", becomes: "# x\na: 1\n")
    #expect(
      formatted("? a\n: 1\n").findings == [
        "E0720 canonical layout cannot keep a key after `?`"
      ])
    #expect(
      formatted("%YAML 1.2\n---\na: 1\n").findings == [
        "E0720 canonical layout cannot keep a directive of YAML"
      ])
    #expect(formatted("a: [1\n").findings.count == 1)
    #expect(formatted("a: 1\na: 2\n").findings.count == 1)
  }

  @Test("random arrangements of values and comments keep both")
  func random() {
    var generator = LayoutGenerator(seed: 1)
    var count = 0
    for _ in 0..<400 {
      let text = generator.document()
      let once = formatted(text)
      #expect(once.findings == [], "\(text)")
      guard let result = once.text else { continue }
      count += 1
      #expect(formatted(result).text == result, "\(text)")
      #expect(comments(result) == comments(text), "\(text)")
    }
    #expect(count == 400)
  }

  private func comments(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      line.firstIndex(of: "#").map { String(line[$0...]) }
    }.sorted()
  }
}

/// Makes YAML with comments in every place where they may stand.
private struct LayoutGenerator {
  private var state: UInt64
  private var number = 0

  init(seed: UInt64) { state = seed }

  private mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func document() -> String {
    var text = ""
    for _ in 0...below(2) { text += gap(0) }
    text += block(indent: 0, depth: 3)
    return text + gap(0)
  }

  /// Empty lines and comments.
  private mutating func gap(_ indent: Int) -> String {
    switch below(6) {
    case 0: return "\n"
    case 1: return String(repeating: " ", count: indent) + comment() + "\n"
    case 2: return "\n\n" + String(repeating: " ", count: indent) + comment() + "\n\n"
    default: return ""
    }
  }

  private mutating func comment() -> String {
    number += 1
    return "# c\(number)"
  }

  private mutating func lineEnd() -> String { below(4) == 0 ? " \(comment())\n" : "\n" }

  private mutating func block(indent: Int, depth: Int) -> String {
    let space = String(repeating: " ", count: indent)
    let isList = below(3) == 0
    var text = ""
    for _ in 0...below(3) {
      text += gap(indent)
      number += 1
      text += space + (isList ? "-" : "k\(number):")
      let kind = below(depth > 0 ? 6 : 4)
      switch kind {
      case 0: text += " \(scalar())" + lineEnd()
      case 1: text += " " + flow(indent: indent + 4, depth: 2) + lineEnd()
      case 2: text += lineEnd() + gap(indent + 2) + space + "   word" + lineEnd()
      case 3: text += " |" + lineEnd() + space + "    text # of it\n\n" + space + "     more\n"
      default: text += lineEnd() + block(indent: indent + 2 + below(2), depth: depth - 1)
      }
    }
    return text + gap(indent)
  }

  private mutating func scalar() -> String {
    ["12", "word", "\"a: b\"", "'c''d'", "two words", "1/255"][below(6)]
  }

  private mutating func flow(indent: Int, depth: Int) -> String {
    let isList = below(2) == 0
    var text = isList ? "[" : "{"
    for part in 0...below(3) {
      if part > 0 { text += "," }
      text += below(5) == 0 ? " \(comment())\n" + String(repeating: " ", count: indent) : " "
      number += 1
      if !isList { text += "k\(number): " }
      text += depth > 0 && below(3) == 0 ? flow(indent: indent, depth: depth - 1) : scalar()
    }
    if below(6) == 0 { text += " \(comment())\n" + String(repeating: " ", count: indent) }
    return text + (isList ? "]" : "}")
  }
}
