import NetwrightDiagnostics

/// `{units:8}`: a key and its value without the space between them, of which YAML makes one word.
package struct JoinedKey {
  /// The key and the value that are meant.
  package let entry: SyntaxEntry
  private let colon: Span

  /// `nil` for anything but a name, a colon and a word.
  package init?(_ node: SyntaxNode) {
    guard let scalar = node.scalar, scalar.style == .plain, node.aliasSpan == nil else {
      return nil
    }
    let bytes = scalar.text.utf8
    let name = bytes.prefix { isNameByte($0) }
    let rest = bytes.dropFirst(name.count)
    // A colon and a slash begin an address.
    guard let first = name.first, !isDigit(first), rest.first == UInt8(ascii: ":"),
      let next = rest.dropFirst().first, isNameByte(next) || next == UInt8(ascii: "."),
      !rest.contains(UInt8(ascii: " ")), node.span.text == scalar.text
    else { return nil }
    let file = node.span.file
    colon = Span(
      file: file, start: node.span.start + name.count, end: node.span.start + name.count + 1)
    let key = node.spelled(
      String(name) ?? "", at: Span(file: file, start: node.span.start, end: colon.start))
    let value = node.spelled(
      String(rest.dropFirst()) ?? "", at: Span(file: file, start: colon.end, end: node.span.end))
    entry = SyntaxEntry(key: key, value: value)
  }

  package var finding: Diagnostic {
    Diagnostic("E0004", "a space is missing after `:`", at: colon)
      .help("keys are written `key: value`").replacing(colon, with: ": ")
  }
}

private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

private func isNameByte(_ byte: UInt8) -> Bool {
  (97...122).contains(byte | 0x20) || isDigit(byte) || byte == UInt8(ascii: "_")
}
