import NetwrightDiagnostics
import NetwrightFrontend
import Testing

@Suite struct CatalogueTests {
  static let entries = DiagnosticCatalogue.entries.filter { $0.example != nil }

  @Test("every wrong example of the catalogue gives its own code and no other", arguments: entries)
  func givesItsCode(entry: CatalogueEntry) throws {
    let bag = DiagnosticBag()
    let text = try #require(entry.example)
    let spec = Frontend.check(file: SourceFile(path: "spec.yaml", text: text), into: bag)
    #expect(spec == nil)
    var codes = Set(bag.reported.map(\.code))
    // Examples of what is wrong with the YAML are no whole specs.
    if entry.code < "E0100" { codes = codes.filter { $0 < "E0100" } }
    #expect(codes == [entry.code])
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
      }
    }
  }
}
