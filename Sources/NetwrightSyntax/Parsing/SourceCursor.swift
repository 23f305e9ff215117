import NetwrightDiagnostics

/// Looks at the bytes between YAML events, to make spans exact.
struct SourceCursor {
  let file: SourceFile

  /// Where a value begins whose anchor and tag begin at `start`; `start` when nothing follows.
  func contentStart(after properties: SyntaxEvent.Properties, at start: Int, end: Int) -> Int {
    var index = start
    // Only as many as there are: the key of a mapping may have an anchor as the mapping has.
    for _ in 0..<properties.count where index < end && isPropertyMark(file.bytes[index]) {
      while index < end, !isBlank(file.bytes[index]) { index += 1 }
      index = skippingBlanks(from: index, to: end)
    }
    return index < end ? index : start
  }

  /// The tag (`!`) or anchor (`&`) among the two that may stand from `start` on.
  func property(_ mark: UInt8, from start: Int, to end: Int) -> Span {
    var index = start
    for _ in 0..<2 where index < end {
      let first = index
      let isVerbatim = file.bytes[first...].starts(with: "!<".utf8)
      while index < end, !isBlank(file.bytes[index]),
        isVerbatim || !",[]{}".utf8.contains(file.bytes[index])
      {
        index += 1
      }
      if file.bytes[first] == mark { return Span(file: file, start: first, end: index) }
      index = skippingBlanks(from: index, to: end)
    }
    return character(at: start)
  }

  /// The end without trailing white space, never before `start`.
  func trimmedEnd(_ end: Int, from start: Int) -> Int {
    var index = min(end, file.bytes.count)
    while index > start, isBlank(file.bytes[index - 1]) { index -= 1 }
    return index
  }

  /// Where a value that was left out would stand: after the `:`, `-` or `?` that follows `end`.
  func absentValuePlace(after end: Int) -> Int {
    let index = skippingBlanks(from: end, to: file.bytes.count)
    guard index < file.bytes.count else { return end }
    switch file.bytes[index] {
    case UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "?"): return index + 1
    default: return end
    }
  }

  /// The character at an offset; empty at the end of the file.
  func character(at offset: Int) -> Span {
    guard offset >= 0, offset < file.bytes.count else {
      return Span(file: file, start: file.bytes.count, end: file.bytes.count)
    }
    let length = file.bytes.withUnsafeBufferPointer { UTF8Decoder.decode($0, at: offset).length }
    return Span(file: file, start: offset, end: offset + length)
  }

  /// From an offset to the end of its line, without white space at the end.
  func line(from start: Int) -> Span {
    let end = file.lineRange(file.position(at: start).line).upperBound
    return Span(file: file, start: start, end: trimmedEnd(end, from: start))
  }

  /// The last line with something in it that ends before an offset, without what stands behind it.
  func line(before offset: Int) -> Span? {
    var number = file.position(at: offset).line - 1
    while number > 0 {
      let range = file.lineRange(number)
      let line = line(from: range.lowerBound)
      if !line.text.isEmpty, !line.text.hasPrefix("#") { return line }
      number -= 1
    }
    return nil
  }

  /// Whether a line begins with a key, or with an element of a list.
  func isKeyLine(_ number: Int) -> Bool {
    let line = file.bytes[file.lineRange(number)]
    let bytes = line.drop { $0 == UInt8(ascii: " ") }
    if bytes.starts(with: "- ".utf8) { return true }
    let word = bytes.prefix(while: isWordByte)
    return !word.isEmpty && bytes.dropFirst(word.count).first == UInt8(ascii: ":")
  }

  /// Whether a line begins with the dash of a list.
  func isElement(_ number: Int) -> Bool {
    file.bytes[file.lineRange(number)].drop { $0 == UInt8(ascii: " ") }.starts(with: "- ".utf8)
  }

  /// The word or the dash that a line begins with.
  func word(ofLine number: Int) -> Span {
    let line = file.lineRange(number)
    let bytes = file.bytes[line].drop { $0 == UInt8(ascii: " ") }
    let word = bytes.prefix(while: isWordByte)
    return Span(file: file, start: bytes.startIndex, end: max(word.endIndex, bytes.startIndex + 1))
  }

  func isWordByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
  }

  /// The first offset from `start` that is neither white space nor in a comment.
  func skippingBlanks(from start: Int, to end: Int) -> Int {
    var index = start
    while index < end {
      if isBlank(file.bytes[index]) {
        index += 1
      } else if file.bytes[index] == UInt8(ascii: "#"), index > 0, isBlank(file.bytes[index - 1]) {
        while index < end, file.bytes[index] != 0x0A, file.bytes[index] != 0x0D { index += 1 }
      } else {
        break
      }
    }
    return index
  }

  private func isPropertyMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == UInt8(ascii: "!")
  }

  func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
