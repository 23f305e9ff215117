import NetwrightDiagnostics

/// How many errors the check of one spec has reported, and when: what has errors before it is read,
/// but not always held against the rest.
struct SpecErrors {
  private let diagnostics: DiagnosticBag
  /// Errors of whatever was checked before the spec.
  private let before: Int
  /// Errors in the spec and the files that it imports as files: twice the same name, for example.
  let ofFiles: Int

  init(_ diagnostics: DiagnosticBag, before: Int, ofFiles: Int) {
    self.diagnostics = diagnostics
    self.before = before
    self.ofFiles = ofFiles
  }

  var count: Int { diagnostics.errorCount - before }
  var isEmpty: Bool { count == 0 }

  /// What `body` gives, and whether it reports no error.
  func watching<Result>(_ body: () -> Result) -> (Result, isSound: Bool) {
    let start = count
    let result = body()
    return (result, count == start)
  }
}
