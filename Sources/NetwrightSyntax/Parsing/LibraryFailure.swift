import NetwrightDiagnostics

/// Puts the YAML library's complaints into plainer words.
struct LibraryFailure {
  let failure: EventStream.Failure
  let cursor: SourceCursor
  /// The `[` or `{` that was opened last and not closed.
  let openBracket: Span?

  var diagnostic: Diagnostic {
    if failure.problem == "found undefined tag handle" {
      return SyntaxFinding.tagNotAllowed(place.text, at: place)
    }
    let known =
      bareType ?? bareComparison ?? bareEntry ?? shortIndent ?? missingComma
      ?? missingDashSpace(in: cursor.file.lineRange(place.startPosition.line)) ?? unfinishedKey
      ?? loneDirective ?? brokenBracket
    if let known { return known }
    let (message, help) = words
    let finding = Diagnostic("E0004", message, at: place).help(help)
    guard let offset = failure.contextOffset, offset != failure.offset, let context else {
      return finding
    }
    return finding.label(cursor.character(at: offset), context)
  }

  /// A quote that is never closed is shown where it opens, not at the end of the file.
  var openQuote: Diagnostic? {
    guard let start = failure.contextOffset else { return nil }
    let end =
      switch failure.problem {
      case "found unexpected end of stream": "the file ends here"
      case "found unexpected document indicator": "the document ends here"
      default: ""
      }
    guard !end.isEmpty else { return nil }
    let line = QuotedSpan.swallowedLine(from: start, to: failure.offset, cursor)
    return QuotedSpan.open(cursor.character(at: start), cursor, swallowing: line).label(place, end)
  }

  /// What is taken for a key is shown itself, not the next line, where its `:` was missed.
  private var unfinishedKey: Diagnostic? {
    guard failure.problem == "could not find expected ':'", let start = failure.contextOffset else {
      return nil
    }
    let line = cursor.file.lineRange(cursor.file.position(at: start).line)
    if let finding = missingSpace(in: line) { return finding }
    return Diagnostic("E0004", "expected `:` after a key", at: cursor.line(from: start))
      .help("keys are written `key: value`, in one line")
  }

  /// `{x: f32[batch, 8]}`: within brackets a type needs quotes.
  private var bareType: Diagnostic? {
    let bytes = cursor.file.bytes
    let bracket = failure.offset
    guard failure.problem.hasPrefix("did not find expected ',' or"),
      bytes.indices.contains(bracket),
      bytes[bracket] == UInt8(ascii: "[")
    else { return nil }
    var start = bracket
    while start > 0, isWordByte(bytes[start - 1]) { start -= 1 }
    let line = cursor.line(from: start)
    guard start < bracket, let closing = line.text.utf8.firstIndex(of: UInt8(ascii: "]")) else {
      return nil
    }
    let length = line.text.utf8.distance(from: line.text.utf8.startIndex, to: closing) + 1
    let range = lengthOfRange(line.text.utf8.dropFirst(length))
    let type = Span(file: cursor.file, start: start, end: start + length + range)
    return Diagnostic("E0004", "`[` cannot stand here", at: type)
      .help("within brackets a type is put in quotes: `\"\(type.text)\"`")
      .replacing(type, with: "\"\(type.text)\"")
  }

  /// Bytes of ` in 0..<256` behind a type.
  private func lengthOfRange(_ rest: Substring.UTF8View) -> Int {
    guard rest.starts(with: " in ".utf8) else { return 0 }
    let range = rest.prefix { !",}]#\"'".utf8.contains($0) }
    return range.reversed().drop { $0 == UInt8(ascii: " ") }.count
  }

  /// `accuracy: >= 0.9`: outside of quotes `>` begins a block of text.
  private var bareComparison: Diagnostic? {
    guard failure.problem == "did not find expected comment or line break",
      let start = failure.contextOffset
    else { return nil }
    let comparison = cursor.line(from: start)
    guard comparison.text.hasPrefix(">="), !comparison.text.contains("\"") else { return nil }
    return Diagnostic("E0004", "`>` cannot stand here", at: comparison)
      .help("a comparison is put in quotes: `\"\(comparison.text)\"`")
      .replacing(comparison, with: "\"\(comparison.text)\"")
  }

  func isWordByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Directives belong to a document, which begins with `---`.
  private var loneDirective: Diagnostic? {
    guard failure.problem == "did not find expected <document start>",
      let directive = cursor.line(before: failure.offset), directive.text.hasPrefix("%")
    else { return nil }
    return Diagnostic("E0004", "no document follows this directive", at: directive)
      .label(place, "expected `---` here").help("remove the directive; a spec needs none")
  }

  /// A list or mapping in brackets that the end of the file or a document marker cuts short is shown
  /// where it opens.
  private var brokenBracket: Diagnostic? {
    guard let openBracket else { return nil }
    let rest = cursor.skippingBlanks(from: failure.offset, to: cursor.file.bytes.count)
    let isAtEnd = rest == cursor.file.bytes.count
    let line = cursor.line(from: failure.offset)
    let isMarker =
      line.startPosition.column == 1 && (line.text.hasPrefix("---") || line.text.hasPrefix("..."))
    guard isAtEnd || isMarker else { return nil }
    let closing = openBracket.text == "[" ? "]" : "}"
    return Diagnostic("E0004", "this `\(openBracket.text)` is never closed", at: openBracket)
      .label(place, isAtEnd ? "the file ends here" : "the document ends here")
      .help("is a `\(closing)` missing?")
  }

  /// `- relu` with `as: x` on the next line: the layer needs a colon to have keys beside it.
  private var bareEntry: Diagnostic? {
    guard failure.problem == "mapping values are not allowed in this context" else { return nil }
    let number = place.startPosition.line
    let before = cursor.file.text(in: cursor.file.lineRange(number - 1))
    let trimmed = before.drop { $0 == " " }
    if let finding = missingSpaceHere ?? keysInLine { return finding }
    guard number > 1, !cursor.isElement(number) else { return nil }
    if let finding = missingDashSpace(in: cursor.file.lineRange(number - 1)) { return finding }
    if let finding = missingSpace(in: cursor.file.lineRange(number - 1)) { return finding }
    guard trimmed.hasPrefix("- ") else { return nil }
    let word = trimmed.dropFirst(2).prefix { $0 == "_" || $0.isLetter || $0.isNumber }
    guard !word.isEmpty, trimmed.dropFirst(2 + word.count).allSatisfy({ $0 == " " }) else {
      return nil
    }
    let end =
      cursor.file.lineRange(number - 1).lowerBound
      + (before.utf8.count - trimmed.utf8.count) + 2 + word.utf8.count
    return Diagnostic("E0004", "`:` cannot stand here", at: place)
      .label(Span(file: cursor.file, start: end, end: end), "a colon is missing here")
      .help("keys beside a layer need a colon after it: `- \(word):`")
      .replacing(Span(file: cursor.file, start: end, end: end), with: ":")
  }

  var place: Span { cursor.character(at: failure.offset) }

  private var context: String? {
    switch failure.context {
    case "while parsing a flow sequence": "this list begins here"
    case "while parsing a flow mapping", "while parsing a block mapping":
      "this mapping begins here"
    case "while parsing a block collection": "this list begins here"
    case "while scanning a quoted scalar": "the quote opens here"
    case "while scanning a simple key": "this is read as a key"
    case "while scanning a block scalar": "the block of text begins here"
    default: nil
    }
  }

  private var words: (String, String?) {
    switch failure.problem {
    case "mapping values are not allowed in this context":
      return (
        "`:` cannot stand here",
        "check the indentation, or put a text that contains `: ` in quotes"
      )
    case "mapping keys are not allowed in this context":
      return ("a key cannot stand here", "check the indentation of this line")
    case "block sequence entries are not allowed in this context":
      return ("`- ` cannot stand here", "begin the list on a line of its own")
    case "did not find expected key":
      return (
        "expected a key or the end of the mapping",
        "check the indentation: keys of one mapping begin in the same column"
      )
    case "did not find expected '-' indicator":
      return ("expected `- ` or the end of the list", "check the indentation of this line")
    case "did not find expected ',' or ']'":
      return ("expected `,` or `]`", missing("]"))
    case "did not find expected ',' or '}'":
      return ("expected `,` or `}`", missing("}"))
    case "did not find expected node content":
      return ("expected a value", loneMark)
    case "did not find expected <document start>":
      return ("the document has ended before this", "check the indentation of this line")
    default: return characterWords
    }
  }

  /// What may be missing where a bracket is open.
  private func missing(_ closing: String) -> String {
    "]}".contains(place.text)
      ? "is a `\(closing)` missing before this?"
      : "is a `,` missing before this, or a `\(closing)`?"
  }

  private var characterWords: (String, String?) {
    switch failure.problem {
    case "found character that cannot start any token":
      let character = place.text
      if character == "\t" { return LibraryFailure.tab }
      return (
        "a value cannot begin with `\(character)`", "put a text that begins with it in quotes"
      )
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      return LibraryFailure.tab
    case "found unknown escape character":
      return (
        "unknown escape in double quotes", "write `\\\\` for a backslash, or use single quotes"
      )
    case "did not find expected hexdecimal number", "found invalid Unicode character escape code":
      return ("this escape names no character", "write `\\\\` for a backslash")
    case "did not find expected alphabetic or numeric character":
      return (
        "expected a name after `&` or `*`", "put a text that begins with `&` or `*` in quotes"
      )
    case "did not find expected comment or line break":
      return ("expected the end of the line or a comment", nil)
    case "found unexpected ':'": return ("`:` cannot stand here", "is a space missing after it?")
    case "found an indentation indicator equal to 0":
      return ("the indentation indicator must be 1 to 9", nil)
    case "found incompatible YAML document": return ("only YAML 1.1 and 1.2 can be read", nil)
    case let problem where problem.hasPrefix("did not find expected "):
      return ("expected " + problem.dropFirst("did not find expected ".count), nil)
    case let problem where problem.hasPrefix("found "):
      return (String(problem.dropFirst("found ".count)), nil)
    case let problem: return (problem, nil)
    }
  }

  private static let tab: (String, String?) = (
    "a tab cannot indent a line", "indent with spaces"
  )
}
