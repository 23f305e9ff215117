import NetwrightSwiftText
import Testing

@Suite struct NameScopeTests {
  @Test("clashes are resolved in order of asking, whatever the case of letters")
  func clashes() {
    var scope = NameScope(reserved: ["part"])
    let wishes = ["conv1", "Conv1", "conv1", "part", "x", "X2", "x"]
    #expect(
      wishes.map { scope.claim($0) }
        == ["conv1", "Conv1_2", "conv1_3", "part2", "x", "X2", "x3"])
  }
}
