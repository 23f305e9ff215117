import NetwrightDiagnostics

/// How many errors the check of one spec has reported, and when: what has errors before it is read,
/// but not always held against the rest.
struct SpecErrors {
  private let diagnostics: DiagnosticBag
  /// Errors of whatever was checked before the spec.
  private let before: Int

  init(_ diagnostics: DiagnosticBag, before: Int) {
    self.diagnostics = diagnostics
    self.before = before
  }

  var count: Int { diagnostics.errorCount - before }
  var isEmpty: Bool { count == 0 }
}
