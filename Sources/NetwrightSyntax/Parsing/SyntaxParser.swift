import NetwrightDiagnostics

/// Reads the one YAML document of a file.
///
/// Returns nil when the file cannot be read as a tree; there is then at least one error (`E0003` to
/// `E0016`). Duplicate keys and refused tags are errors too but leave a tree worth checking.
package func parse(
  _ file: SourceFile, limits: SyntaxLimits = .standard, into diagnostics: DiagnosticBag
) -> SyntaxNode? {
  var parser = SyntaxParser(file, limits: limits, diagnostics: diagnostics)
  return parser.parse()
}

private struct SyntaxParser {
  let file: SourceFile
  let diagnostics: DiagnosticBag
  var builder: TreeBuilder

  init(_ file: SourceFile, limits: SyntaxLimits, diagnostics: DiagnosticBag) {
    self.file = file
    self.diagnostics = diagnostics
    builder = TreeBuilder(file, limits: limits, diagnostics: diagnostics)
  }

  mutating func parse() -> SyntaxNode? {
    var check = CharacterCheck()
    if let finding = check.finding(in: file) {
      diagnostics.add(finding)
      return nil
    }
    guard readEvents(from: EventStream(file, isASCII: check.isASCII)) else { return nil }
    guard let root = builder.root, root.scalar?.isAbsent != true else {
      if !diagnostics.hasErrors { diagnostics.add(SyntaxFinding.empty(file)) }
      return nil
    }
    return builder.isUnusable ? nil : root
  }

  /// Whether the whole file could be read.
  private mutating func readEvents(from stream: EventStream) -> Bool {
    let cursor = SourceCursor(file: file)
    var first: Span?
    while true {
      do throws(EventStream.Failure) {
        let event = try stream.next()
        if case .streamEnd = event.kind { return true }
        if case .documentStart = event.kind {
          let start = cursor.skippingBlanks(from: event.start, to: file.bytes.count)
          let span = Span(file: file, start: start, end: max(start, event.end))
          if let first {
            diagnostics.add(SyntaxFinding.severalDocuments(at: span, first: first))
            return false
          }
          first = span
        }
        guard accept(event) else { return false }
      } catch {
        report(error, cursor)
        return false
      }
    }
  }

  /// One finding for one mistake: what strictness says of the same line says it better.
  private func report(_ failure: EventStream.Failure, _ cursor: SourceCursor) {
    let words = LibraryFailure(
      failure: failure, cursor: cursor, openBracket: builder.openBracket)
    if let finding = words.openQuote { return diagnostics.add(finding) }
    if let quoted = builder.lastQuoted, let finding = quoted.finding(of: failure, words.place) {
      return add(finding)
    }
    if let finding = words.unclosedBracket { return diagnostics.add(finding) }
    if builder.checkOpenLines(to: failure.offset) { return }
    add(words.diagnostic)
  }

  private func add(_ finding: Diagnostic) {
    let line = finding.span?.startPosition.line
    let isKnown = diagnostics.reported.contains {
      $0.code == finding.code && $0.span?.startPosition.line == line
    }
    if !isKnown { diagnostics.add(finding) }
  }

  private mutating func accept(_ event: SyntaxEvent) -> Bool {
    do throws(TreeBuilder.Stop) {
      try builder.handle(event)
      return true
    } catch {
      return false
    }
  }
}
