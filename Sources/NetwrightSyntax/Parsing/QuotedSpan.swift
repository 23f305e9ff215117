import NetwrightDiagnostics

/// A text in quotes, for what is said where it ends at the wrong place.
struct QuotedSpan {
  /// Both quotes included.
  let span: Span
  private let cursor: SourceCursor

  init(_ span: Span, _ cursor: SourceCursor) {
    self.span = span
    self.cursor = cursor
  }

  private var quote: Span { cursor.character(at: span.start) }

  /// The first line after that of the quote which looks like a key or an element of a list: most
  /// likely the quote was to be closed before, and it is the next text's that closes it.
  ///
  /// - Parameter end: up to which the text reaches.
  static func swallowedLine(from start: Int, to end: Int, _ cursor: SourceCursor) -> Span? {
    let file = cursor.file
    let first = file.position(at: start).line
    let last = file.position(at: min(end, file.bytes.count)).line
    guard first < last else { return nil }
    for number in (first + 1)...min(last, first + 20) where cursor.isKeyLine(number) {
      return cursor.word(ofLine: number)
    }
    return nil
  }

  /// That the quote is not closed in its line, where one of the lines it goes on in looks like a
  /// key.
  var runaway: Diagnostic? {
    guard let line = Self.swallowedLine(from: span.start, to: span.end, cursor) else { return nil }
    return Self.open(quote, cursor, swallowing: line, isClosed: true)
      .label(cursor.character(at: span.end - 1), "only this one closes it")
  }

  /// That something follows the text in its line.
  func endsEarly(at place: Span) -> Diagnostic {
    let inside =
      quote.text == "'"
      ? "inside single quotes, `'` is written `''`" : "inside double quotes, `\"` is written `\\\"`"
    return Diagnostic("E0004", "a quoted text ends before this", at: place)
      .label(quote, "the quote opens here").label(
        cursor.character(at: span.end - 1), "it closes here"
      )
      .help("is a quote missing, or one too many? \(inside)")
  }

  /// That a quote is not closed where it was surely meant to be.
  ///
  /// - Parameters:
  ///   - line: what it goes on in that looks like a key.
  ///   - isClosed: whether another quote further down closes it.
  static func open(
    _ quote: Span, _ cursor: SourceCursor, swallowing line: Span?, isClosed: Bool = false
  ) -> Diagnostic {
    let finding = Diagnostic(
      "E0004",
      isClosed ? "this quote is not closed in its line" : "this quote is never closed", at: quote)
    guard let line else {
      return finding.help("close it; inside single quotes, `'` is written `''`")
    }
    let rest = cursor.line(from: quote.end)
    let end = Span(file: cursor.file, start: rest.end, end: rest.end)
    // Within brackets, or before a comment, the place is not sure.
    let isPlain = !rest.text.contains { ",[]{}#".contains($0) }
    return finding.label(line, "this belongs to the text as long as it is open")
      .help("is a `\(quote.text)` missing in line \(quote.startPosition.line)?")
      .replacing(isPlain ? end : nil, with: quote.text, isExample: true)
  }
}

extension QuotedSpan {
  /// What a failure in the line in which the text ends says of its quotes.
  func finding(of failure: EventStream.Failure, _ place: Span) -> Diagnostic? {
    guard failure.offset >= span.end,
      place.startPosition.line == cursor.character(at: span.end - 1).startPosition.line
    else { return nil }
    // A bracket or a comma there ends a value rightly: something else is missing.
    let isEnd = [",", "]", "}"].contains(place.text)
    return runaway ?? (failure.offset == span.end && !isEnd ? endsEarly(at: place) : nil)
  }
}
