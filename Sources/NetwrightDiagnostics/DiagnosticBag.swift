/// Collects the findings of one run.
///
/// Keeps at most `limit` of them, so that hostile input cannot fill the memory with reports; what
/// is left out is counted. Not shared between threads.
package final class DiagnosticBag {
  package let limit: Int
  private var collected: [Diagnostic] = []
  /// Errors reported, whether kept or left out.
  package private(set) var errorCount = 0
  /// Warnings reported, whether kept or left out.
  package private(set) var warningCount = 0
  /// Findings that were reported after the limit was reached.
  package private(set) var omittedCount = 0

  /// Where each imported file is imported first. The file is kept: once freed, its identity could
  /// be that of another.
  private var imports: [ObjectIdentifier: (file: SourceFile, place: Span)] = [:]

  package init(limit: Int = 1_000) {
    self.limit = limit
  }

  /// Whether a name that is not known is still held against all that the spec defines: of thousands
  /// misspelt, among thousands defined, that would take minutes.
  package var comparesNames: Bool { errorCount < 100 }

  package var hasErrors: Bool { errorCount > 0 }
  package var isEmpty: Bool { collected.isEmpty }

  package func add(_ diagnostic: Diagnostic) {
    switch diagnostic.severity {
    case .error: errorCount += 1
    case .warning: warningCount += 1
    case .note: break
    }
    if collected.count < limit {
      collected.append(located(diagnostic))
    } else {
      omittedCount += 1
    }
  }

  /// Says of a file that it is imported; what is found in it will say so as well.
  package func add(import file: SourceFile, at place: Span) {
    let identity = ObjectIdentifier(file)
    if imports[identity] == nil { imports[identity] = (file, place) }
  }

  /// Adds where a finding's file is imported.
  private func located(_ diagnostic: Diagnostic) -> Diagnostic {
    guard let file = diagnostic.span?.file, let place = imports[ObjectIdentifier(file)]?.place
    else {
      return diagnostic
    }
    let line = place.startPosition.line
    return diagnostic.note("`\(file.path)` is imported in line \(line) of `\(place.file.path)`")
  }

  package func add(contentsOf diagnostics: some Sequence<Diagnostic>) {
    for diagnostic in diagnostics { add(diagnostic) }
  }

  /// Findings in the order they were reported.
  package var reported: [Diagnostic] { collected }

  /// Findings by path, place, then order of report; those without a place come first.
  package var sorted: [Diagnostic] {
    collected.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      let (pathA, pathB) = (a.span?.file.path ?? "", b.span?.file.path ?? "")
      if pathA != pathB { return pathA < pathB }
      let (startA, startB) = (a.span?.start ?? -1, b.span?.start ?? -1)
      return (startA, left.offset) < (startB, right.offset)
    }.map(\.element)
  }
}
