import NetwrightDiagnostics
import Testing

@Suite struct DiagnosticCatalogueTests {
  @Test("codes are unique, sorted, and made of E and four digits")
  func codes() {
    let codes = DiagnosticCatalogue.entries.map(\.code)
    #expect(codes == Array(Set(codes)).sorted())
    #expect(codes.allSatisfy { $0.wholeMatch(of: /E[0-9]{4}/) != nil })
  }

  @Test("every entry has a short title without full stop and whole sentences")
  func wording() {
    for entry in DiagnosticCatalogue.entries {
      #expect(entry.title.count <= 50 && !entry.title.hasSuffix("."), "\(entry.code)")
      #expect(entry.explanation.hasSuffix("."), "\(entry.code)")
    }
  }

  @Test("an entry is found in any letter case, and only if it exists")
  func lookUp() {
    #expect(DiagnosticCatalogue.entry(for: "e0006")?.title == "duplicate key")
    #expect(DiagnosticCatalogue.entry(for: "E9999") == nil)
  }
}
