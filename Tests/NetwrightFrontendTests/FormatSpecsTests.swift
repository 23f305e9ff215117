import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightSyntax
import Testing

/// Formatting changes no meaning: what is found in a spec, and what it comes to, stays the same.
@Suite struct FormatSpecsTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    var testDescription: String { name }
  }

  static let samples: [Sample] = {
    var samples: [Sample] = []
    for path in SpecsTests.paths {
      guard let file = try? SpecFiles.read(path) else { continue }
      samples.append(Sample(name: path, text: String(decoding: file.bytes, as: UTF8.self)))
    }
    for (number, text) in GrammarTests.examples.enumerated() {
      samples.append(Sample(name: "example \(number) of Grammar.md", text: text))
    }
    for name in DiagnosticCasesTests.names {
      let path = "\(DiagnosticCasesTests.folder)/\(name)"
      guard let file = try? SpecFiles.read(path),
        let parts = MarkdownCase(String(decoding: file.bytes, as: UTF8.self))
      else { continue }
      samples.append(Sample(name: name, text: parts.spec))
    }
    return samples
  }()

  private func formatted(_ text: String) -> (text: String?, codes: [String]) {
    let bag = DiagnosticBag()
    let result = SpecFormatter.format(
      SourceFile(path: "spec.yaml", text: text), order: SpecSections.table.names, into: bag)
    return (result, bag.reported.map(\.code))
  }

  private func check(_ text: String) -> (resolved: String?, codes: [String]) {
    let bag = DiagnosticBag()
    let spec = Frontend.check(file: SourceFile(path: "spec.yaml", text: text), into: bag)
    return (spec?.resolvedText, bag.sorted.map(\.code).sorted())
  }

  @Test("a formatted spec says the same, and is formatted", arguments: samples)
  func keepsMeaning(sample: Sample) throws {
    let once = formatted(sample.text)
    guard let text = once.text else {
      // What is no YAML cannot be formatted; anything else can.
      #expect(once.codes.allSatisfy { $0 < "E0100" }, "\(once.codes)")
      return
    }
    #expect(formatted(text).text == text)
    let (before, after) = (check(sample.text), check(text))
    #expect(after.resolved == before.resolved)
    #expect(after.codes == before.codes)
  }

  @Test("the specs of the project and the examples of Grammar.md are formatted")
  func isCanonical() {
    for sample in Self.samples where !sample.name.hasSuffix(".md") || sample.name.contains(" ") {
      guard let text = formatted(sample.text).text, !sample.text.hasPrefix("# E") else { continue }
      #expect(text == sample.text, "\(sample.name)")
    }
  }

  @Test("what `dump` prints of a spec is formatted, and says the same", arguments: samples)
  func dumps(sample: Sample) throws {
    let file = SourceFile(path: "spec.yaml", text: sample.text)
    guard let spec = Frontend.check(file: file, into: DiagnosticBag()) else { return }
    #expect(formatted(spec.canonicalText).text == spec.canonicalText)
    #expect(check(spec.canonicalText).resolved == spec.resolvedText)
  }

  @Test("there are samples")
  func exist() { #expect(Self.samples.count > 100) }
}
