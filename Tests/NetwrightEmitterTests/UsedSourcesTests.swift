import NetwrightEmitter
import Testing

/// Which files of a module stay when only what is used is wanted.
@Suite struct UsedSourcesTests {
  private func used(_ sources: [(name: String, text: String)], by text: String) -> [String] {
    let files = sources.map { EmittedFile(path: $0.name, text: $0.text) }
    return UsedSources.paths(files, usedBy: [text]).sorted()
  }

  @Test("a file is used that declares what a used file mentions")
  func chain() {
    let sources = [
      ("a", "public func first() { second() }\n"), ("b", "func second() -> Third {}\n"),
      ("c", "struct Third {\n  let fourth = 1\n}\n"), ("d", "func fourth() {}\n"),
    ]
    #expect(used(sources, by: "first()") == ["a", "b", "c"])
  }

  @Test("a variable, a label or a comment does not call the function of its name")
  func calls() {
    let sources = [("a", "public func columns(_ count: Int) {}\n")]
    #expect(used(sources, by: "let columns = 1 // columns(1)\nfill(columns: columns)") == [])
    #expect(used(sources, by: "columns(1)") == ["a"])
  }

  @Test("an extension comes with a type of the module, and with its members for a foreign type")
  func extensions() {
    let sources = [
      ("a", "struct Shape {\n  var size = 1\n}\n"),
      ("b", "extension Shape {\n  var area: Int { 1 }\n}\n"),
      ("c", "extension SIMD8<Float> {\n  public typealias Tall = Int\n}\n"),
    ]
    #expect(used(sources, by: "Shape()") == ["a", "b"])
    #expect(used(sources, by: "area") == [])
    #expect(used(sources, by: "Vector.Tall") == ["c"])
  }
}
