import NetwrightDiagnostics

/// Refuses what YAML 1.2 forbids and the YAML library lets pass.
///
/// One exception is made: a line may begin with the closing bracket of a list or mapping in the
/// column of the key that opened it, as in JSON, although YAML wants it further in.
struct StrictnessCheck {
  private let file: SourceFile
  private let diagnostics: DiagnosticBag
  private let textStart: Int
  /// Byte offset up to which comments have been looked at.
  private var covered: Int

  init(_ file: SourceFile, diagnostics: DiagnosticBag) {
    self.file = file
    self.diagnostics = diagnostics
    textStart = CharacterCheck.markLength(of: file)
    covered = textStart
  }

  /// Comments between the last event and this one begin after white space (YAML 1.2.2, §6.6), and
  /// a `?` there stands before some (§7.3.3): the library would drop that of `{?a: b}`.
  mutating func checkGap(before event: SyntaxEvent) {
    var index = covered
    while index < event.start {
      guard file.bytes[index] == UInt8(ascii: "#") else {
        checkKeyMark(at: index)
        index += 1
        continue
      }
      if index > textStart, !isBlank(file.bytes[index - 1]) { missingSpace(at: index) }
      while index < event.start, !isBreak(file.bytes[index]) { index += 1 }
    }
    // A mapping of one key within a list begins with its `?`.
    if case .mappingStart(let properties, isFlow: true) = event.kind, properties.isEmpty {
      checkKeyMark(at: event.start)
    }
    covered = max(covered, event.end)
  }

  private func checkKeyMark(at offset: Int) {
    let bytes = file.bytes
    guard offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "?"), !isBlank(bytes[offset + 1])
    else { return }
    diagnostics.add(
      Diagnostic("E0004", "a value cannot begin with `?` here", at: span(offset, offset + 1))
        .help("put a text that begins with it in quotes"))
  }

  /// Lines of a flow collection or quoted scalar are indented further than `column`, the byte
  /// column (from 0) of the innermost block collection, with spaces (YAML 1.2.2, §6.1).
  ///
  /// - Parameter better: what is said of it where more is known.
  /// - Returns: whether one is not, which has been reported.
  @discardableResult
  func checkContinuationLines(
    from start: Int, to end: Int, column: Int?,
    insteadSaying better: @autoclosure () -> Diagnostic? = nil
  ) -> Bool {
    guard let column else { return false }
    var index = start
    while index < end {
      guard isBreak(file.bytes[index]) else {
        index += 1
        continue
      }
      index += 1
      let line = index
      while index < end, file.bytes[index] == 0x20 { index += 1 }
      let indentation = index - line
      while index < end, file.bytes[index] == 0x09 { index += 1 }
      guard index < end, indentation <= column, !startsFreely(file.bytes[index]) else { continue }
      diagnostics.add(
        better()
          ?? Diagnostic("E0004", "this line is not indented far enough", at: span(line, index + 1))
          .label(span(start, start + 1), "it goes on with what begins here")
          .help("begin the line with at least \(column + 1) spaces"))
      return true
    }
    return false
  }

  /// A comment behind the version of a `%YAML` directive follows a space (YAML 1.2.2, §6.8).
  func checkDirectives(from start: Int, to end: Int) {
    var index = start
    while index < end {
      let line = index
      while index < end, !isBreak(file.bytes[index]) { index += 1 }
      if file.bytes[line..<index].starts(with: "%YAML".utf8),
        let mark = file.bytes[line..<index].firstIndex(of: UInt8(ascii: "#")),
        !isBlank(file.bytes[mark - 1])
      {
        missingSpace(at: mark)
      }
      index += 1
    }
  }

  /// The name of an anchor or alias ends before white space or, within brackets, at one of `,]}`:
  /// the library ends it before a `:`, which belongs to it (YAML 1.2.2, §6.9.2).
  func checkNameEnd(at offset: Int, isFlow: Bool) {
    guard offset < file.bytes.count, !isBlank(file.bytes[offset]),
      !(isFlow && ",]}".utf8.contains(file.bytes[offset]))
    else { return }
    diagnostics.add(
      Diagnostic(
        "E0004", "the name of an anchor or alias ends with a space", at: span(offset, offset + 1)
      )
      .help("write a space before this, or use letters, digits, `_` and `-` in the name alone"))
  }

  /// What must hold for a scalar besides the indentation of its lines.
  func check(_ scalar: Scalar, start: Int, end: Int, column: Int?) {
    switch scalar.style {
    case .plain:
      guard scalar.text == "-" else { return }
      diagnostics.add(
        Diagnostic("E0004", "`-` alone is not a value", at: span(start, end))
          .help("put it in quotes"))
    case .literal, .folded: checkBlockScalar(start: start, column: column)
    case .singleQuoted, .doubleQuoted: break
    }
  }

  /// No leading empty line of a block scalar has more spaces than its first line of text
  /// (YAML 1.2.2, §8.1.1.1), and a comment in its header follows a space.
  private func checkBlockScalar(start: Int, column: Int?) {
    let bytes = file.bytes
    var index = start + 1
    var isIndentationGiven = false
    while index < bytes.count, isHeaderMark(bytes[index]) {
      if (0x31...0x39).contains(bytes[index]) { isIndentationGiven = true }
      index += 1
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: "#") { missingSpace(at: index) }
    while index < bytes.count, !isBreak(bytes[index]) { index += 1 }
    guard !isIndentationGiven else { return }
    var widest = 0
    while index < bytes.count {
      index += 1
      let line = index
      while index < bytes.count, bytes[index] == 0x20 { index += 1 }
      let indentation = index - line
      guard index < bytes.count else { return }
      if isBreak(bytes[index]) {
        widest = max(widest, indentation)
      } else {
        guard widest > indentation, indentation > (column ?? -1) else { return }
        diagnostics.add(
          Diagnostic(
            "E0004", "an empty line above has more spaces than this line", at: span(line, index + 1)
          )
          .label(span(start, start + 1), "the block of text begins here")
          .help("remove the spaces from the empty lines"))
        return
      }
    }
  }

  private func missingSpace(at offset: Int) {
    diagnostics.add(
      Diagnostic("E0004", "a comment begins after a space", at: span(offset, offset + 1))
        .replacing(span(offset, offset), with: " ")
        .help("write a space before `#`"))
  }

  private func startsFreely(_ byte: UInt8) -> Bool {
    isBreak(byte) || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
      || byte == UInt8(ascii: "#")
  }

  private func isHeaderMark(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
  }

  private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || isBreak(byte) }

  private func span(_ start: Int, _ end: Int) -> Span { Span(file: file, start: start, end: end) }
}
