import NetwrightSyntax
import Testing

@Suite struct SyntaxLimitsTests {
  private func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  @Test("64 levels pass and the 65th opening is refused")
  func depth() {
    #expect(read(repeated("[", 64) + repeated("]", 64)).findings == [])
    #expect(read(repeated("[", 65) + repeated("]", 65)).findings == ["E0005 64-65"])
    #expect(read(repeated("- ", 64) + "x").findings == [])
    #expect(read(repeated("- ", 65) + "x").findings == ["E0005 128-129"])
  }

  @Test(
    "a hundred thousand levels of anything are refused at the 65th",
    arguments: [("[", 64), ("{a: ", 256), ("- ", 128), ("[{a: ", 160)])
  func endless(opener: String, place: Int) {
    #expect(read(repeated(opener, 100_000)).findings == ["E0005 \(place)-\(place + 1)"])
  }

  @Test("endless complex keys are refused without running through them")
  func complexKeys() {
    let findings = read(repeated("? ", 100_000)).findings
    #expect(findings.last == "E0005 128-129")
    #expect(Set(findings.dropLast().map { $0.prefix(5) }) == ["E0016"])
  }

  @Test("aliases count with the levels of what they stand for")
  func aliasDepth() {
    let chain = "- &a0 [x]\n" + (1..<50_000).map { "- &a\($0) [*a\($0 - 1)]\n" }.joined()
    let findings = read(chain).findings
    #expect(findings.count == 1 && findings[0].hasPrefix("E0005"))
    let hops = (1..<63).map { "- &a\($0) [*a\($0 - 1)]\n" }.joined()
    #expect(read("- &a0 [x]\n" + hops).findings == [])
  }

  @Test("nine levels of nine aliases are refused before they are expanded")
  func bomb() {
    let lines = (1..<9).map { level in
      let uses = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ",")
      return "- &a\(level) [\(uses)]\n"
    }
    let findings = read("- &a0 [x,x,x,x,x,x,x,x,x]\n" + lines.joined()).findings
    #expect(findings.count == 1 && findings[0].hasPrefix("E0008"))
  }

  @Test("exactly the budget passes, one value more does not")
  func budget() {
    let limits = SyntaxLimits(expandedNodes: 12)
    #expect(read("[&a [x, y, z], *a, *a, *a]", limits: limits).findings == [])
    let text = "[&a [x, y, z], &b q, *a, *a, *a, *b]"
    #expect(read(text, limits: limits).findings == ["E0008 33-35"])
  }

  @Test("values and anchors of a file are limited")
  func counts() {
    #expect(read("[a, b, c]", limits: SyntaxLimits(nodes: 3)).findings == ["E0008 7-8"])
    #expect(read("[&a a, &b b, c]", limits: SyntaxLimits(anchors: 2)).findings == ["E0008 13-14"])
    let anchors = (0..<100_000).map { "- &a\($0) x\n" }.joined()
    #expect(read(anchors).findings.map { $0.prefix(5) } == ["E0008"])
  }
}
