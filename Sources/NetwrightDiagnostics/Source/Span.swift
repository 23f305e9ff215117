/// A stretch of one source file, in bytes; it may be empty, and then marks a place between two.
package struct Span: Hashable, Sendable {
  package let file: SourceFile
  /// Byte offset of the first byte.
  package let start: Int
  /// Byte offset just after the last byte; never before `start`.
  package let end: Int

  package init(file: SourceFile, start: Int, end: Int) {
    self.file = file
    self.start = start
    self.end = max(start, end)
  }

  package var startPosition: Position { file.position(at: start) }
  package var endPosition: Position { file.position(at: end) }

  /// The text that the span covers.
  package var text: String { file.text(in: start..<end) }

  /// The smallest span over both; `self` when the other lies in another file.
  package func joined(with other: Span) -> Span {
    guard file === other.file else { return self }
    return Span(file: file, start: min(start, other.start), end: max(end, other.end))
  }

  /// The empty span at the start of this one.
  package var beginning: Span { Span(file: file, start: start, end: start) }

  /// Two spans are equal when they cover the same bytes of the same loaded file.
  package static func == (left: Span, right: Span) -> Bool {
    left.file === right.file && left.start == right.start && left.end == right.end
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(file))
    hasher.combine(start)
    hasher.combine(end)
  }
}
