import NetwrightDiagnostics
import Testing

@Suite struct DiagnosticBagTests {
  let file = SourceFile(path: "b.yaml", text: "0123456789")
  let other = SourceFile(path: "a.yaml", text: "0123456789")

  @Test("findings are sorted by path, place and order of report, those without a place first")
  func order() {
    let bag = DiagnosticBag()
    bag.add(Diagnostic("E1", "late", at: Span(file: file, start: 5, end: 6)))
    bag.add(Diagnostic("E2", "early", at: Span(file: file, start: 1, end: 2)))
    bag.add(Diagnostic("E3", "other", at: Span(file: other, start: 9, end: 9)))
    bag.add(Diagnostic("E4", "late too", at: Span(file: file, start: 5, end: 9)))
    bag.add(Diagnostic("E5", "nowhere", at: nil))
    #expect(bag.sorted.map(\.code) == ["E5", "E3", "E2", "E1", "E4"])
  }

  @Test("warnings are no errors, and findings past the limit are only counted")
  func limit() {
    let bag = DiagnosticBag(limit: 2)
    bag.add(Diagnostic("E1", "w", at: nil, severity: .warning))
    #expect(!bag.hasErrors)
    for _ in 0..<5 { bag.add(Diagnostic("E2", "e", at: nil)) }
    #expect(bag.hasErrors)
    #expect(bag.reported.count == 2)
    #expect(bag.omittedCount == 4)
    #expect(bag.errorCount == 5)
    #expect(bag.warningCount == 1)
  }

  @Test("an imported file is kept, so that no other can be taken for it")
  func imports() {
    let bag = DiagnosticBag()
    weak var imported: SourceFile?
    do {
      let file = SourceFile(path: "c.yaml", text: "")
      imported = file
      bag.add(import: file, at: Span(file: other, start: 0, end: 1))
    }
    #expect(imported != nil)
    #expect(bag.isEmpty)
  }
}
