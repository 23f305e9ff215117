import NetwrightDiagnostics
import NetwrightFrontend

/// Any bytes as the text of a spec: it checks, or is refused with a code and a place; what checks is
/// resolved to a text that checks and resolves to itself.
enum CheckTarget {
  static func run(_ bytes: [UInt8]) {
    let (spec, report) = check(SourceFile(path: "spec.yaml", bytes: bytes))
    guard let spec else { return }
    let (again, secondReport) = check(SourceFile(path: "resolved.yaml", text: spec.resolvedText))
    guard let again else { broken("a resolved text checks", spec.resolvedText + secondReport) }
    guard again.resolvedText == spec.resolvedText else {
      broken("a resolved text resolves to itself", spec.resolvedText + again.resolvedText)
    }
    _ = report
  }

  /// The spec and the rendered findings.
  static func check(_ file: SourceFile) -> (spec: CheckedSpec?, report: String) {
    let bag = DiagnosticBag()
    let spec = Frontend.check(file: file, into: bag)
    let report = TextRenderer(colour: false).render(bag.sorted, omitted: bag.omittedCount)
    guard (spec == nil) == bag.hasErrors else { broken("no spec without an error", report) }
    for finding in bag.reported {
      guard finding.span != nil else { broken("every finding has a place", report) }
      guard finding.code < "E0900" else { broken("no fault of the compiler", report) }
    }
    guard report.utf8.count <= 64_000 else { broken("a report has at most 64 kB", report) }
    for byte in report.utf8 where byte < 0x20 && byte != 0x0A {
      broken("a report has no control characters", report)
    }
    return (spec, report)
  }
}
