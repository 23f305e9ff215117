import NetwrightDiagnostics

/// Slips that the library meets only further on, shown where they are.
extension LibraryFailure {
  /// `- dense:10` with `as: x` on the next line: a space is missing in the line before.
  func missingSpace(in line: Range<Int>) -> Diagnostic? {
    let bytes = cursor.file.bytes[line]
    let start = bytes.firstIndex { $0 != UInt8(ascii: " ") } ?? line.lowerBound
    let isEntry = bytes[start...].starts(with: "- ".utf8)
    let word = bytes[(start + (isEntry ? 2 : 0))...].prefix(while: cursor.isWordByte)
    let colon = word.endIndex
    guard !word.isEmpty, colon + 1 < line.upperBound, bytes[colon] == UInt8(ascii: ":"),
      !" /\t".utf8.contains(bytes[colon + 1])
    else { return nil }
    let mark = Span(file: cursor.file, start: colon, end: colon + 1)
    let here = place.startPosition.line
    let isKey = here != mark.startPosition.line && cursor.isKeyLine(here)
    return Diagnostic("E0004", "a space is missing after `:`", at: mark)
      .label(isKey ? place : nil, "this key shows that a mapping was meant")
      .help("keys are written `key: value`").replacing(mark, with: ": ")
  }

  /// `- dense:{units: 10}`, in the line of the failure itself.
  var missingSpaceHere: Diagnostic? {
    let line = cursor.file.lineRange(place.startPosition.line)
    guard let finding = missingSpace(in: line), let mark = finding.span, mark.end < place.start,
      "{[".utf8.contains(cursor.file.bytes[mark.end])
    else { return nil }
    return finding
  }

  /// `- dense: units: 64`: keys in one line stand in braces.
  var keysInLine: Diagnostic? {
    let line = cursor.file.lineRange(place.startPosition.line)
    let start = column(ofKeyIn: line) + line.lowerBound
    let word = cursor.file.bytes[start..<line.upperBound].prefix(while: cursor.isWordByte)
    // Behind the key stands a colon, a blank and a word before the place.
    guard word.endIndex + 2 < place.start else { return nil }
    let rest = cursor.line(from: word.endIndex + 2)
    let inner = rest.text.utf8.prefix { cursor.isWordByte($0) }
    guard !word.isEmpty,
      cursor.file.text(in: word.endIndex..<(word.endIndex + 2))
        == ": ", !inner.isEmpty, rest.start + inner.count == place.start,
      !rest.text.contains(where: { "#{}[]\"'".contains($0) }), rest.text.utf8.count <= 80
    else { return nil }
    let text = "{\(rest.text)}"
    return Diagnostic("E0004", "`:` cannot stand here", at: place)
      .help(
        "keys in one line stand in braces: `\(cursor.file.text(in: start..<rest.start))\(text)`"
      )
      .replacing(rest, with: text, isExample: true)
  }

  /// `-dense: 10` with `as: x` on the next line: a space is missing in the line before.
  func missingDashSpace(in line: Range<Int>) -> Diagnostic? {
    let bytes = cursor.file.bytes[line]
    let start = bytes.firstIndex { $0 != UInt8(ascii: " ") } ?? line.lowerBound
    guard start + 1 < line.upperBound, bytes[start] == UInt8(ascii: "-"),
      isWordByte(bytes[start + 1]), bytes[start...].contains(UInt8(ascii: ":"))
    else { return nil }
    let dash = Span(file: cursor.file, start: start, end: start + 1)
    return Diagnostic("E0004", "a space is missing after `-`", at: dash)
      .help("elements of a list begin with a dash and a space").replacing(dash, with: "- ")
  }

  /// What a `?` alone may have been meant for.
  var loneMark: String? {
    guard place.text == "?" else { return nil }
    return "a size that may vary has a range, as in `1..512`; `?` stands in types of blocks alone"
  }

  /// `  - dropout`, indented less than the list that it belongs to.
  var shortIndent: Diagnostic? {
    guard
      failure.problem == "did not find expected key" || failure.problem.contains("'-' indicator")
    else { return nil }
    let number = place.startPosition.line
    let line = cursor.file.lineRange(number)
    let column = indentation(of: line)
    guard cursor.file.bytes[line].dropFirst(column).starts(with: "- ".utf8) else { return nil }
    var above = number - 1
    while above > 0, number - above < 200 {
      let other = cursor.file.lineRange(above)
      let indent = indentation(of: other)
      let rest = cursor.file.bytes[other].dropFirst(indent)
      if rest.starts(with: "- ".utf8), indent != column {
        guard abs(indent - column) < 4 else { return nil }
        let blanks = Span(file: cursor.file, start: line.lowerBound, end: line.lowerBound + column)
        let dash = Span(file: cursor.file, start: blanks.end, end: blanks.end + 1)
        let first = other.lowerBound + indent
        return Diagnostic(
          "E0004",
          "this `- ` stands in column \(column + 1), those of its list in column \(indent + 1)",
          at: dash
        ).label(Span(file: cursor.file, start: first, end: first + 1), "an element of the list")
          .help("all elements of a list begin in one column")
          .replacing(blanks, with: String(repeating: " ", count: indent))
      }
      // A key further out ends the list.
      if !rest.isEmpty, indent < column, !rest.starts(with: "#".utf8) { return nil }
      above -= 1
    }
    return nil
  }

  /// The column, from 0, of what a line begins with, behind the dash of a list.
  private func column(ofKeyIn line: Range<Int>) -> Int {
    let column = indentation(of: line)
    return cursor.file.bytes[line].dropFirst(column).starts(with: "- ".utf8) ? column + 2 : column
  }

  private func indentation(of line: Range<Int>) -> Int {
    cursor.file.bytes[line].prefix { $0 == UInt8(ascii: " ") }.count
  }

  /// `{units: 10 activation: relu}`: the comma is missing before the second key, not its colon.
  var missingComma: Diagnostic? {
    guard failure.problem.hasPrefix("did not find expected ','"), place.text == ":" else {
      return nil
    }
    let bytes = cursor.file.bytes
    let line = cursor.file.lineRange(place.startPosition.line)
    var start = failure.offset
    while start > line.lowerBound,
      isWordByte(bytes[start - 1]) || bytes[start - 1] == UInt8(ascii: "_")
    {
      start -= 1
    }
    var gap = start
    while gap > line.lowerBound, bytes[gap - 1] == UInt8(ascii: " ") { gap -= 1 }
    // What stands before must be a value in the same line.
    guard start < failure.offset, gap < start, gap > line.lowerBound, let openBracket,
      openBracket.start < gap, !"{[,:".utf8.contains(bytes[gap - 1])
    else { return nil }
    let space = Span(file: cursor.file, start: gap, end: start)
    let name = cursor.file.text(in: start..<failure.offset)
    return Diagnostic("E0004", "a `,` is missing before `\(name)`", at: space)
      .label(openBracket, "in what begins here")
      .help("entries between braces are separated by commas")
      .replacing(space, with: ", ")
  }

  /// `- dense: {units: 10` with a key on the next line: the bracket is shown, not that line.
  var unclosedBracket: Diagnostic? {
    guard failure.problem.hasPrefix("did not find expected ','"), let openBracket else {
      return nil
    }
    let (first, here) = (openBracket.startPosition.line, place.startPosition.line)
    guard here > first, cursor.isKeyLine(here) else { return nil }
    let rest = cursor.line(from: openBracket.start)
    let next = cursor.file.lineRange(here)
    let closing = openBracket.text == "[" ? "]" : "}"
    // A key as far out as the one in front of the bracket is none of its own.
    let isOutside = indentation(of: next) <= column(ofKeyIn: cursor.file.lineRange(first))
    // A bracket further down may close it.
    let between = cursor.file.text(
      in: rest.end..<max(rest.end, isOutside ? next.lowerBound : next.upperBound))
    guard !between.contains(closing) else { return nil }
    let finding = Diagnostic(
      "E0004", "this `\(openBracket.text)` is never closed", at: openBracket)
    // A bracket at the end of its line holds the lines below that stand further in.
    guard rest.text != openBracket.text else {
      guard isOutside else { return nil }
      return finding.label(cursor.word(ofLine: here), "this belongs to it as long as it is open")
        .help("is a `\(closing)` missing before this line?")
    }
    let end = Span(file: cursor.file, start: rest.end, end: rest.end)
    return finding.label(place, "this belongs to it as long as it is open")
      .help("is a `\(closing)` missing at the end of its line?")
      .replacing(rest.text.contains("#") ? nil : end, with: closing, isExample: true)
  }
}
