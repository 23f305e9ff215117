import NetwrightDiagnostics
import NetwrightSyntax
import Testing

@Suite struct SyntaxRefusalTests {
  @Test(
    "what YAML allows and a spec does not is refused at its place",
    arguments: [
      ("a: 1\nb: 2\na: 3", ["E0006 10-11"]),
      ("{a: 1, \"a\": 2, 'a': 3}", ["E0006 7-10", "E0006 15-18"]),
      ("caf\u{E9}: 1\ncafe\u{301}: 2", ["E0006 9-15"]),
      ("a: *b\nc: *d", ["E0007 3-5", "E0007 9-11"]),
      ("!x a", ["E0009 0-2"]),
      (
        "- !!binary aGk=\n- !!python/object:os.system x\n- ! y",
        ["E0009 2-10", "E0009 18-43", "E0009 48-49"]
      ),
      ("!!seq {a: 1}", ["E0009 0-5"]),
      ("&a !x b", ["E0009 3-5"]),
      ("[!x, &b !<y,z> [c]]", ["E0009 1-3", "E0009 8-14"]),
      ("a: !x\nb: !y\n", ["E0009 3-5", "E0009 9-11"]),
      ("!y!x a", ["E0009 0-1"]),
      ("a: &a {b: 1}\nc: {<<: *a}", ["E0010 17-19"]),
      ("a: 1\n---\nb: 2\n---\nc: 3", ["E0011 5-8"]),
      ("", ["E0012 0-0"]),
      ("# only\n\n", ["E0012 0-0"]),
      ("---\n...\n", ["E0012 0-0"]),
      ("&a [*a]", ["E0015 4-6"]),
      ("a: &b {c: [*b]}", ["E0015 11-13"]),
      ("{[a]: 1, {b: c}: 2, d: 3}", ["E0016 1-2", "E0016 9-10"]),
      ("- &a [1]\n- {*a : 2}", ["E0016 12-14"]),
    ])
  func refused(text: String, expected: [String]) {
    #expect(read(text).findings == expected)
  }

  @Test("duplicate keys and tags leave a tree, everything else does not")
  func trees() {
    #expect(read("a: 1\na: 2").tree.map(outline) == "{a@0-1: 1@3-4}@0-9")
    #expect(read("a: !x 1").tree.map(outline) == "{a@0-1: 1@6-7}@0-7")
    for text in ["a: *b", "{<<: {a: 1}}", "a\n---\nb", "&a [*a]", "{[a]: 1}", ""] {
      #expect(read(text).tree == nil, "\(text)")
    }
  }

  @Test("a quoted merge key is a key like any other")
  func quotedMergeKey() {
    #expect(read("{'<<': 1}").findings == [])
  }

  @Test("duplicates are found in large mappings, and each points at the first")
  func largeMappings() {
    let keys = (0..<1_000).map { "k\($0): x\n" }.joined()
    let bag = DiagnosticBag()
    let file = SourceFile(path: "a", text: keys + "k3: y\nk999: y\nk3: z\n")
    #expect(parse(file, into: bag)?.mapping?.count == 1_000)
    #expect(bag.reported.map { $0.span?.text } == ["k3", "k999", "k3"])
    #expect(bag.reported.map { $0.labels.map(\.span.startPosition.line) } == [[4], [1_000], [4]])
  }

  @Test("a finding reads well")
  func wording() {
    let bag = DiagnosticBag()
    _ = parse(SourceFile(path: "s.yaml", text: "layers: [dense, {units: 3\n"), into: bag)
    #expect(
      TextRenderer(colour: false).render(bag.sorted) == """
        error[E0004]: this `{` is never closed
         --> s.yaml:1:17
          |
        1 | layers: [dense, {units: 3
          |                 ^
        2 |
          | - the file ends here
          = help: is a `}` missing?


        """)
  }

  @Test(
    "malformed text is reported where the mistake is",
    arguments: [
      ("a: 'x\nb: 1\n", "this quote is never closed", 3),
      ("a: \"x\n---\n", "this quote is never closed", 3),
      ("name: x: y", "`:` cannot stand here", 7),
      ("a: 1\n  b: 2", "`:` cannot stand here", 8),
      ("a:\n\t- b", "a tab cannot indent a line", 3),
      ("a: @x", "a value cannot begin with `@`", 3),
      ("a: 1\nfoo\nb: 2", "expected `:` after a key", 5),
      ("a: \"\\q\"", "unknown escape in double quotes", 4),
      ("a: *", "expected a name after `&` or `*`", 4),
      ("a: - b", "`- ` cannot stand here", 3),
      ("a:\n  - b\n - c", "this `- ` stands in column 2, those of its list in column 3", 10),
      ("a: [b\n c: d]", "expected `,` or `]`", 8),
      ("a: [b\nc: d", "this `[` is never closed", 3),
      ("a: [b, {c: d]", "expected `,` or `}`", 12),
      ("a: [b, c", "this `[` is never closed", 3),
      ("a: [b,", "this `[` is never closed", 3),
      ("[\n--- ,\n]", "this `[` is never closed", 0),
      ("%YAML 1.2\n# x\n", "no document follows this directive", 0),
      ("%YAML 1.1#x\n---\na", "a comment begins after a space", 9),
      ("%YAML 3.0\n---\na", "only YAML 1.1 and 1.2 can be read", 0),
    ])
  func malformed(text: String, message: String, start: Int) {
    let bag = DiagnosticBag()
    _ = parse(SourceFile(path: "a", text: text), into: bag)
    #expect(bag.reported.first?.code == "E0004")
    #expect(bag.reported.first?.message == message)
    #expect(bag.reported.first?.span?.start == start)
  }

  @Test("keys below an entry that is a word alone get the remedy")
  func keyless() {
    let bag = DiagnosticBag()
    _ = parse(SourceFile(path: "a", text: "layers:\n  - flatten\n    as: x\n"), into: bag)
    #expect(bag.reported.first?.span?.start == 26)
    #expect(
      bag.reported.first?.helps == ["keys beside a layer need a colon after it: `- flatten:`"])
  }
}
