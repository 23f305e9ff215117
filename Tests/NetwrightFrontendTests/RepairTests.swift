import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightSyntax
import Testing

/// Replacements are safe to apply unseen: each one in the cases mends the finding that it is for.
@Suite struct RepairTests {
  @Test("a replacement removes its finding", arguments: DiagnosticCasesTests.names)
  func mends(name: String) throws {
    let source = try SpecFiles.read("\(DiagnosticCasesTests.folder)/\(name)")
    let parts = try #require(MarkdownCase(String(decoding: source.bytes, as: UTF8.self)))
    let before = Self.findings(in: parts.spec, parts.files)
    for finding in before
    where finding.replacements.contains(where: { $0.span.file.path == "spec.yaml" }) {
      let mended = Self.apply(finding.replacements, to: parts.spec)
      let after = Self.findings(in: mended, parts.files)
      #expect(
        Self.count(finding, in: after) < Self.count(finding, in: before),
        "\(finding.code) \(finding.message) is still there in\n\(mended)")
      #expect(!after.contains { $0.code.hasPrefix("E00") }, "\(mended)")
    }
  }

  @Test("there are replacements of at least twelve codes")
  func exist() throws {
    var codes: Set<String> = []
    for name in DiagnosticCasesTests.names {
      let source = try SpecFiles.read("\(DiagnosticCasesTests.folder)/\(name)")
      let parts = try #require(MarkdownCase(String(decoding: source.bytes, as: UTF8.self)))
      for finding in Self.findings(in: parts.spec, parts.files) where !finding.replacements.isEmpty
      {
        codes.insert(finding.code)
      }
    }
    #expect(codes.count >= 12, "\(codes.sorted())")
  }

  static func findings(in text: String, _ files: [String: String]) -> [Diagnostic] {
    let bag = DiagnosticBag()
    _ = Frontend.check(
      file: SourceFile(path: "spec.yaml", text: text), imports: ImportReader(files: files),
      into: bag)
    return bag.reported
  }

  /// Findings of the same words; those of another size or name are others.
  private static func count(_ finding: Diagnostic, in list: [Diagnostic]) -> Int {
    list.count { $0.code == finding.code && $0.message == finding.message }
  }

  static func apply(_ replacements: [Diagnostic.Replacement], to text: String) -> String {
    var bytes = Array(text.utf8)
    for replacement in replacements.sorted(by: { $0.span.start > $1.span.start }) {
      bytes.replaceSubrange(
        replacement.span.start..<replacement.span.end, with: Array(replacement.text.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
