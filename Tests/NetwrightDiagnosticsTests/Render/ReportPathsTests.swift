import NetwrightDiagnostics
import Testing

@Suite struct ReportPathsTests {
  let paths = ReportPaths(workingFolder: "/home/a/repo/models", root: "/home/a/repo")

  @Test("paths are told from the root of the repository, however they are given")
  func relative() {
    #expect(paths.relative("lenet.yaml") == "models/lenet.yaml")
    #expect(paths.relative("./../specs//x.yaml") == "specs/x.yaml")
    #expect(paths.relative("/home/a/repo/models/lenet.yaml") == "models/lenet.yaml")
  }

  @Test("what lies elsewhere has no path from the root")
  func elsewhere() {
    #expect(paths.relative("../../other/x.yaml") == nil)
    #expect(paths.relative("/home/a/repository/x.yaml") == nil)
    #expect(paths.relative("/home/a/repo") == nil)
    #expect(paths.shown("/etc/passwd") == "/etc/passwd")
    #expect(ReportPaths().shown("x.yaml") == "x.yaml")
  }

  @Test("a fingerprint stays when lines move, and differs between equal lines and between codes")
  func fingerprints() {
    let before = SourceFile(path: "a.yaml", text: "x: 1\ny: 2\n")
    let after = SourceFile(path: "a.yaml", text: "# new\n\nx: 1\n  y:  2\n")
    let old = prints([
      Diagnostic("E0101", "m", at: Span(file: before, start: 5, end: 6)),
      Diagnostic("E0101", "other words", at: Span(file: before, start: 8, end: 9)),
      Diagnostic("E0102", "m", at: Span(file: before, start: 5, end: 6)),
    ])
    let new = prints([
      Diagnostic("E0101", "n", at: Span(file: after, start: 14, end: 15)),
      Diagnostic("E0101", "words", at: Span(file: after, start: 18, end: 19)),
      Diagnostic("E0102", "n", at: Span(file: after, start: 14, end: 15)),
    ])
    #expect(old == new)
    #expect(Set(old).count == 3)
  }

  private func prints(_ diagnostics: [Diagnostic]) -> [String] {
    let text = SARIFRenderer(version: "1").render(diagnostics).text()
    return text.split(separator: "netwrightFinding/v1\":\"", omittingEmptySubsequences: false)
      .dropFirst().map { String($0.prefix(16)) }
  }
}
