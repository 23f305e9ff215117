import NetwrightSyntax
import Testing

/// The cases follow yaml-test-suite (2022-01-17), whose identifiers stand at the end of the lines.
@Suite struct StrictnessCheckTests {
  @Test(
    "what YAML 1.2 forbids is refused although the library would let it pass",
    arguments: [
      ("flow: [a,\nb]", "E0004 10-11"),  // 9C9N
      ("[a, b]#no", "E0004 6-7"),  // 9JBA
      ("[a,#no\n b]", "E0004 3-4"),  // CVW2
      ("a: \"b\n\tc\"", "E0004 6-8"),  // DK95/01
      ("- [-, -]", "E0004 3-4"),  // G5U8
      ("a: \"b\nc\"", "E0004 6-7"),  // QB6E
      ("a: >\n \n   \n # x\n", "E0004 11-13"),  // S98Z
      ("a: \"b\"# no", "E0004 6-7"),  // SU5Z
      ("a: ># no\n  b", "E0004 4-5"),  // X4QW
      ("- [\n\ta,\n b\n ]", "E0004 4-6"),  // Y79Y/003
      ("a: {\nb\n:\nc\n}", "E0004 5-6"),  // VJP3/00
      ("%YAML 1.2#x\n---\na", "E0004 9-10"),  // MUS6/00
      ("{?a: b}", "E0004 1-2"),  // 652Z
      ("[?a]", "E0004 1-2"),  // HM87/01
      ("a: &b:c d", "E0004 5-6"),  // Y2GN
      ("a: &b c\n*b: d", "E0004 10-11"),
      ("[&a b, *a: c]", "E0004 9-10"),
    ])
  func refused(text: String, first: String) {
    #expect(read(text).findings.first == first)
  }

  @Test(
    "what looks like it and is right passes",
    arguments: [
      "a: [\n  b,\n]", "a: {\n  b: c\n}", "[a,\nb\n]", "\"a\nb\"", "a: \"b\n\n c\"",
      "a: [ # x\n # y\n b # z\n ]", "a: b#c", "a: 'x # y'", "a: |\n\n  b\n", "a: |\n    \nb: c",
      "a: |2\n    \n  b\n", "- - [a,\n    b]", "a:\n- [b,\n c]", "a: > # x\n", "#a\nb: c",
      "a: [-1, --]", "{? a : b}", "? a\n: b", "[&a b, *a, {*a : c}]", "[? a : b, ? c]",
      "[a, &b , c]", "&a b",
      "a: &b !!str c\nd: !!str &e f\ng: *b", "%TAG !x! a:?\n---\na", "a: ?b", "[b?, {c: d?}]",
    ])
  func accepted(text: String) {
    #expect(read(text).findings == [])
  }

  @Test("a last line of spaces ends like any other")  // JEF9/02, L24T/01
  func openLastLine() {
    #expect(read("- |+\n   ").tree.map(outline) == "[|\\n|@2-4]@0-4")
    #expect(read("a: |\n x\n  ").tree.map(outline) == "{a@0-1: |x\\n \\n|@3-7}@0-7")
  }
}
