import NetwrightDiagnostics
import NetwrightFrontend
import Testing

@Suite struct GrammarTests {
  static let examples: [String] = {
    guard let file = try? SpecFiles.read("Grammar.md") else { return [] }
    var examples: [String] = []
    var current: String?
    let text = String(decoding: file.bytes, as: UTF8.self)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "```yaml" {
        current = ""
      } else if line == "```", let example = current {
        examples.append(example)
        current = nil
      } else if current != nil {
        current? += line + "\n"
      }
    }
    return examples
  }()

  @Test(
    "every example of Grammar.md checks, or fails with the code that it names and no other",
    arguments: examples)
  func checks(example: String) {
    let bag = DiagnosticBag()
    _ = Frontend.check(file: SourceFile(path: "spec.yaml", text: example), into: bag)
    let codes = bag.reported.map(\.code)
    if example.hasPrefix("# E") {
      #expect(Set(codes) == [String(example.dropFirst(2).prefix(5))])
    } else {
      #expect(codes == [])
    }
  }

  @Test("Grammar.md has examples")
  func exist() { #expect(Self.examples.count >= 50) }
}
