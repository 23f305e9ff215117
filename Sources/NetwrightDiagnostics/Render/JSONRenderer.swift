/// Renders findings as one JSON object for tools; fields may be added, never renamed.
///
/// `{"diagnostics": [{code, severity, message, file, spans, help, notes, expected, found,
/// replacement}], "files": […]}`. `spans` has the primary place first; `replacement` is null or a
/// list of `{file, start, end, text, example}`, where `example` says that the change is one of
/// several; lines and columns count from 1, columns in Unicode scalars.
package struct JSONRenderer: Sendable {
  package init() {}

  /// - Parameter files: paths that were looked at, with or without findings.
  package func render(_ diagnostics: [Diagnostic], files: [String]) -> JSONValue {
    .object([
      ("diagnostics", .array(diagnostics.map(object))),
      ("files", .array(files.map(JSONValue.string))),
    ])
  }

  /// One finding.
  package func object(_ diagnostic: Diagnostic) -> JSONValue {
    var spans: [JSONValue] = []
    if let span = diagnostic.span {
      spans.append(self.span(span, label: diagnostic.primaryText, primary: true))
    }
    spans += diagnostic.labels.map { self.span($0.span, label: $0.text, primary: false) }
    let replacements = diagnostic.replacements.map { replacement in
      JSONValue.object(
        place(replacement.span)
          + [("text", .string(replacement.text)), ("example", .bool(replacement.isExample))])
    }
    return .object([
      ("code", .string(diagnostic.code)),
      ("severity", .string(diagnostic.severity.rawValue)),
      ("message", .string(diagnostic.message)),
      ("file", optional(diagnostic.span?.file.path)),
      ("spans", .array(spans)),
      ("help", .array(diagnostic.helps.map(JSONValue.string))),
      ("notes", .array(diagnostic.notes.map(JSONValue.string))),
      ("expected", optional(diagnostic.expected)),
      ("found", optional(diagnostic.found)),
      ("replacement", replacements.isEmpty ? .null : .array(replacements)),
    ])
  }

  private func span(_ span: Span, label: String, primary: Bool) -> JSONValue {
    .object(place(span) + [("label", .string(label)), ("primary", .bool(primary))])
  }

  private func place(_ span: Span) -> [(String, JSONValue)] {
    [
      ("file", .string(span.file.path)),
      ("start", position(span.startPosition)),
      ("end", position(span.endPosition)),
    ]
  }

  private func position(_ position: Position) -> JSONValue {
    .object([("line", .integer(position.line)), ("column", .integer(position.column))])
  }

  private func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}
