import NetwrightDiagnostics
import NetwrightSyntax

extension SyntaxNode {
  /// The place of a part of a scalar, counted in bytes of its text; the whole scalar where its
  /// spelling in the file differs from its text.
  package func place(ofByte offset: Int, length: Int) -> Span {
    guard let scalar else { return useSpan }
    let count = scalar.text.utf8.count
    let quotes = scalar.style == .plain ? 0 : 1
    guard aliasSpan == nil, span.end - span.start == count + 2 * quotes else { return useSpan }
    let start = span.start + quotes + min(max(offset, 0), count)
    return Span(file: span.file, start: start, end: min(start + max(length, 0), span.end - quotes))
  }
}
