import NetwrightDiagnostics

/// What stands between two values: white space, comments, indicators, anchors and tags.
extension CommentReader {
  mutating func gap(to end: Int) throws(Refusal) -> Gap {
    var gap = Gap()
    var breaks = 0
    while cursor < end {
      let byte = bytes[cursor]
      switch byte {
      case 0x0A, 0x0D:
        takeBreak()
        breaks += 1
        continue
      case 0x20, 0x09: break
      case UInt8(ascii: "#"):
        gap.comments.append(takeComment(hasBlankAbove: breaks > 1))
        breaks = 0
        continue
      case UInt8(ascii: "&"), UInt8(ascii: "!"):
        gap.properties += (gap.properties.isEmpty ? "" : " ") + takeWord(before: end)
        continue
      case UInt8(ascii: "?"): throw Refusal(what: "a key after `?`", offset: cursor)
      case UInt8(ascii: "%"): throw Refusal(what: "a directive of YAML", offset: cursor)
      default:
        if breaks > 1 { gap.hasBlank = true }
        breaks = 0
      }
      cursor += 1
    }
    if breaks > 1 { gap.hasBlank = true }
    return gap
  }

  /// Whether an empty line stands between two places, or before the dash between them, other than
  /// above a comment.
  func hasBlank(from start: Int, to end: Int) -> Bool {
    var index = start
    var breaks = 0
    while index < end {
      switch bytes[index] {
      case 0x0A: breaks += 1
      case 0x0D: if index + 1 >= end || bytes[index + 1] != 0x0A { breaks += 1 }
      case 0x20, 0x09: break
      case UInt8(ascii: "#"):
        breaks = 0
        index = lines.lineEnd(index)
        continue
      case UInt8(ascii: "-"): return breaks > 1
      default:
        if breaks > 1 { return true }
        breaks = 0
      }
      index += 1
    }
    return breaks > 1
  }

  /// A comment in the line of what has just been read.
  mutating func trailing(isFlow: Bool) -> Comment? {
    var index = lines.skippingSpaces(from: cursor)
    if isFlow, index < bytes.count, bytes[index] == UInt8(ascii: ",") {
      index = lines.skippingSpaces(from: index + 1)
    }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "#") else { return nil }
    cursor = index
    return takeComment(hasBlankAbove: false)
  }

  /// Comments below the last part of a block collection that are indented like its parts.
  mutating func dangling(
    column: Int, parentColumn: Int
  ) throws(Refusal) -> [Comment] {
    var found: [Comment] = []
    while true {
      var index = cursor
      while index < bytes.count, SourceLines.isBlank(bytes[index]) { index += 1 }
      guard index < bytes.count, bytes[index] == UInt8(ascii: "#"), lines.isFirstOnLine(index)
      else {
        return found
      }
      let place = lines.column(of: index)
      guard place >= column, place > parentColumn else { return found }
      found += try gap(to: lines.lineEnd(index)).comments
    }
  }

  private mutating func takeComment(hasBlankAbove: Bool) -> Comment {
    let start = cursor
    let isAlone = lines.isFirstOnLine(start)
    var end = lines.lineEnd(start)
    cursor = end
    while end > start, SourceLines.isBlank(bytes[end - 1]) { end -= 1 }
    let text = file.text(in: start..<end)
    comments.append(text)
    return Comment(text: text, isAlone: isAlone, hasBlankAbove: hasBlankAbove)
  }

  private mutating func takeWord(before end: Int) -> String {
    let start = cursor
    while cursor < end, !SourceLines.isBlank(bytes[cursor]) { cursor += 1 }
    return file.text(in: start..<cursor)
  }

  private mutating func takeBreak() {
    let isPair = bytes[cursor] == 0x0D && cursor + 1 < bytes.count && bytes[cursor + 1] == 0x0A
    cursor += isPair ? 2 : 1
  }
}
