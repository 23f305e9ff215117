import NetwrightDiagnostics
import NetwrightSyntax
import Testing

@Suite struct SyntaxParserTests {
  @Test(
    "every value has its exact first and last byte",
    arguments: [
      ("a: 1\n", "{a@0-1: 1@3-4}@0-4"),
      ("a: 1   # end\n\n", "{a@0-1: 1@3-4}@0-4"),
      ("- x\n- y\n\n# end\n", "[x@2-3, y@6-7]@0-7"),
      ("a:\n  - x\n\nb: 2", "{a@0-1: [x@7-8]@5-8, b@10-11: 2@13-14}@0-14"),
      ("a:\n- x\nb: 2", "{a@0-1: [x@5-6]@3-6, b@7-8: 2@10-11}@0-11"),
      ("[a, {b: c} ]  # end", "[a@1-2, {b@5-6: c@8-9}@4-10]@0-12"),
      ("'it''s'", "'it's'@0-7"),
      (#""\x41\n""#, "\"A\\n\"@0-8"),
      ("a: |\n  x\n  y\n\nb: >-\n  z\n", "{a@0-1: |x\\ny\\n|@3-12, b@14-15: >z>@17-23}@0-23"),
      ("one\n two\n", "one two@0-8"),
      ("a: [x,\n  y\n]\n", "{a@0-1: [x@4-5, y@9-10]@3-12}@0-12"),
    ])
  func spans(text: String, expected: String) {
    let (tree, findings) = read(text)
    #expect(findings == [])
    #expect(tree.map(outline) == expected)
  }

  @Test(
    "offsets are right after a byte order mark, beyond ASCII, and with every line end",
    arguments: [
      ("\u{FEFF}a: 1", "{a@3-4: 1@6-7}@3-7"),
      ("é: 漢𝄞\nb: ü", "{é@0-2: 漢𝄞@4-11, b@12-13: ü@15-17}@0-17"),
      ("\u{FEFF}a: 1\nb: 2", "{a@3-4: 1@6-7, b@8-9: 2@11-12}@3-12"),
      ("\u{FEFF}é: \"ü\"", "{é@3-5: \"ü\"@7-11}@3-11"),
      ("a: 1\r\nb: 2\r\n", "{a@0-1: 1@3-4, b@6-7: 2@9-10}@0-10"),
      ("a: 1\rb: 2\r", "{a@0-1: 1@3-4, b@5-6: 2@8-9}@0-9"),
      ("a:\t1\t# é\nb: 2", "{a@0-1: 1@3-4, b@10-11: 2@13-14}@0-14"),
    ])
  func encodings(text: String, expected: String) {
    let (tree, findings) = read(text)
    #expect(findings == [])
    #expect(tree.map(outline) == expected)
  }

  @Test("character offsets hold far into a long file that is not ASCII")
  func farOffsets() {
    let text = (0..<1_000).map { "ключ\($0): значение\n" }.joined() + "end: last"
    let (tree, findings) = read(text)
    #expect(findings == [])
    #expect(tree?.mapping?.last.map { [$0.key.span.text, $0.value.span.text] } == ["end", "last"])
    #expect(tree?.mapping?.allSatisfy { $0.key.span.text == $0.name } == true)
  }

  @Test(
    "a value that was left out stands right after what announces it",
    arguments: [
      ("a:\n\n\nb: 1\n", "{a@0-1: @2-2, b@5-6: 1@8-9}@0-9"),
      ("-\n- x\n-\n", "[@1-1, x@4-5, @7-7]@0-7"),
      ("{a: , b}", "{a@1-2: @3-3, b@6-7: @7-7}@0-8"),
      ("a:  # why\n", "{a@0-1: @2-2}@0-2"),
    ])
  func absentValues(text: String, expected: String) {
    let (tree, findings) = read(text)
    #expect(findings == [])
    #expect(tree.map(outline) == expected)
  }

  @Test("an alias is the value it stands for, with the place of its use")
  func aliases() {
    let (tree, findings) = read("a: &x [1]\nb: *x\nc: *x\n&k key: 2\n*k : {*k : 3}")
    #expect(findings == ["E0006 32-34"])
    #expect(
      tree.map(outline)
        == "{a@0-1: [1@7-8]@6-9, b@10-11: [1@7-8]@6-9*13-15, c@16-17: [1@7-8]@6-9*19-21, "
        + "key@25-28: 2@30-31}@0-45")
    let ids = tree?.mapping?.map(\.value.nodeID) ?? []
    #expect(Set(ids).count == 4)
  }

  @Test("a name that is anchored twice has the newer value")
  func anchorsAgain() {
    #expect(
      read("[&a 1, *a, &a 2, *a]").tree.map(outline)
        == "[1@4-5, 1@4-5*7-9, 2@14-15, 2@14-15*17-19]@0-20")
  }

  @Test("a value begins after its anchor and tag")
  func properties() {
    let (tree, findings) = read("a: &x !!int 5\nb: !!map # c\n  k: v\nc: &y [1]\nd: !!str")
    #expect(findings == [])
    #expect(
      tree.map(outline)
        == "{a@0-1: 5@12-13, b@14-15: {k@29-30: v@32-33}@29-33, c@34-35: [1@41-42]@40-43, "
        + "d@44-45: @47-52}@0-52")
    #expect(tree?.mapping?.map(\.value.tag) == [.integer, .mapping, nil, .string])
  }

  @Test("a mapping and its first key may both have an anchor")
  func nestedProperties() {
    let (tree, findings) = read("&a\n&b k: v\n&c : w\n")
    #expect(findings == [])
    #expect(tree.map(outline) == "{k@6-7: v@9-10, @11-13: w@16-17}@3-17")
  }

  @Test("numbers of every spelling stay text")
  func numbersStayText() {
    let literals = [
      "0x1F", "0o17", "08", "1_000", ".5", "1e400", "-0", "NaN", ".inf", "9223372036854775808",
      "1:30", "1e-3", "no", "~", "10%", "1/255", "+1", String(repeating: "9", count: 10_000),
    ]
    let (tree, findings) = read(literals.map { "- \($0)\n" }.joined())
    #expect(findings == [])
    #expect(tree?.sequence?.map { $0.scalar?.text } == literals)
  }

  @Test("escapes may put any character into a value, a NUL too")
  func escapes() {
    let (tree, _) = read(#""a\0b\N\L\P\u202E\U0001F600\"""#)
    #expect(tree?.scalar?.text == "a\0b\u{85}\u{2028}\u{2029}\u{202E}😀\"")
  }
}
