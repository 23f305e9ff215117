import NetwrightRuntime
import Testing

@Suite struct OrderingTests {
  @Test(
    "sorts as the standard library does and keeps equals in order", arguments: [0, 1, 2, 3, 100])
  func sorts(count: Int) {
    let keys = (0..<count).map { ($0 * 7919 + 13) % 17 }
    let expected = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    #expect(Ordering.indices(count: count) { keys[$0] < keys[$1] } == expected)
  }

  @Test("a negative count sorts nothing")
  func negative() {
    #expect(Ordering.indices(count: -1) { _, _ in true } == [])
  }

  @Test("texts are ordered by their bytes")
  func texts() {
    #expect(Ordering.sorted(["b", "ä", "", "a", "B", "ab"]) == ["", "B", "a", "ab", "b", "ä"])
  }
}
