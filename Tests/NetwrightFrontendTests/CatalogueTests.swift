import NetwrightDiagnostics
import NetwrightFrontend
import Testing

@Suite struct CatalogueTests {
  static let entries = DiagnosticCatalogue.entries.filter { $0.form == .spec && $0.example != nil }

  @Test("every wrong example of the catalogue gives its own code", arguments: entries)
  func givesItsCode(entry: CatalogueEntry) throws {
    let codes = Self.codes(of: try #require(entry.example))
    #expect(codes.contains(entry.code), "\(codes)")
  }

  @Test("every mended example of the catalogue is a spec without faults", arguments: entries)
  func isMended(entry: CatalogueEntry) throws {
    let text = try #require(entry.mended, "\(entry.code) has no mended example")
    #expect(SpecFiles.check(text: text).findings == "")
  }

  @Test("every code has a wrong and a mended example, but faults of Netwright itself")
  func allHaveExamples() {
    for entry in DiagnosticCatalogue.entries where !entry.code.hasPrefix("E09") {
      #expect(entry.example != nil && entry.mended != nil, "\(entry.code)")
    }
  }

  @Test("a finding has a code of the catalogue, a place, an expectation and what was found")
  func findingsAreWhole() {
    for entry in Self.entries where entry.code >= "E0101" {
      let bag = DiagnosticBag()
      let file = SourceFile(path: "spec.yaml", text: entry.example ?? "")
      _ = Frontend.check(file: file, into: bag)
      for finding in bag.reported {
        #expect(DiagnosticCatalogue.entry(for: finding.code) != nil)
        #expect(finding.span != nil, "\(finding.code): \(finding.message)")
        #expect(finding.expected != nil && finding.found != nil, "\(finding.code)")
      }
    }
  }

  private static func codes(of text: String) -> [String] {
    let bag = DiagnosticBag()
    _ = Frontend.check(file: SourceFile(path: "spec.yaml", text: text), into: bag)
    return bag.reported.map(\.code)
  }
}
