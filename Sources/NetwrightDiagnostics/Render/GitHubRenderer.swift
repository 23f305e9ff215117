/// Renders findings as workflow commands of GitHub Actions, one line for each.
///
/// `%`, CR and LF are escaped in messages, and `:` and `,` in properties too, so that no text of a
/// spec can begin a command of its own.
package struct GitHubRenderer: Sendable {
  private let paths: ReportPaths

  package init(paths: ReportPaths = ReportPaths()) { self.paths = paths }

  package func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { line($0) + "\n" }.joined()
  }

  private func line(_ diagnostic: Diagnostic) -> String {
    let command = diagnostic.severity == .note ? "notice" : diagnostic.severity.rawValue
    var properties: [(String, String)] = []
    if let span = diagnostic.span, !span.file.isNoFile {
      let (start, end) = (span.startPosition, span.endPosition)
      properties = [
        ("file", paths.shown(span.file.path)), ("line", String(start.line)),
        ("endLine", String(end.line)),
      ]
      if start.line == end.line {
        properties += [("col", String(start.column)), ("endColumn", String(end.column))]
      }
    }
    properties.append(("title", diagnostic.code))
    let shown = properties.map { "\($0)=\(escape($1, isProperty: true))" }.joined(separator: ",")
    let texts =
      [diagnostic.message] + (diagnostic.expected.map { ["expected: " + $0] } ?? [])
      + (diagnostic.found.map { ["found: " + $0] } ?? []) + diagnostic.notes.map { "note: " + $0 }
      + diagnostic.helps.map { "help: " + $0 }
    return "::\(command) \(shown)::"
      + texts.map { escape($0, isProperty: false) }
      .joined(separator: "%0A")
  }

  private func escape(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in VisibleText.of(text).unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
