import NetwrightDiagnostics

/// Goes through a file along its tree and collects what the tree leaves out.
///
/// Everything between two scalars is white space, comments, indicators, anchors and tags; what is
/// none of these is refused, so that nothing is ever lost.
struct CommentReader {
  /// Something that has no place in canonical layout.
  struct Refusal: Error {
    let what: String
    let offset: Int
  }

  private let file: SourceFile
  private var bytes: [UInt8] { file.bytes }
  /// All before it has been read.
  private var cursor = 0
  /// Every comment, in order.
  private(set) var comments: [String] = []

  private struct Gap {
    var comments: [Comment] = []
    var properties = ""
    var hasBlank = false
  }

  init(_ file: SourceFile) { self.file = file }

  mutating func read(_ root: SyntaxNode) throws(Refusal) -> CommentedNode {
    let isSetOff = hasBlank(from: 0, to: root.useSpan.start)
    let node = try value(root, isFlow: false, parentColumn: -1)
    let rest = try gap(to: bytes.count).comments
    var whole = node
    whole.closing += rest
    if var items = whole.items, var first = items.first {
      first.hasBlankAbove = isSetOff
      items[0] = first
      whole = whole.with(items)
    }
    return whole
  }

  // MARK: Values

  private mutating func value(
    _ node: SyntaxNode, isFlow: Bool, parentColumn: Int
  ) throws(Refusal) -> CommentedNode {
    let start = node.useSpan.start
    let gap = try gap(to: start)
    func made(_ kind: CommentedNode.Kind) -> CommentedNode {
      CommentedNode(
        kind: kind, properties: gap.properties, isFlow: isFlow, opening: gap.comments, closing: [])
    }
    if let alias = node.aliasSpan {
      cursor = alias.end
      return made(.alias(alias.text))
    }
    if let scalar = node.scalar {
      cursor = max(cursor, node.span.end)
      let isBlock = scalar.style == .literal || scalar.style == .folded
      return made(isBlock ? block(scalar, node.span) : .scalar(scalar))
    }
    let isBracketed = isBracket(at: start)
    if isBracketed { cursor = start + 1 }
    let behind = isBracketed ? trailing(isFlow: false) : nil
    let inFlow = isFlow || isBracketed
    // Within brackets columns mean nothing, and lines may be long.
    let column = inFlow ? 0 : column(of: start)
    var items: [CommentedItem] = []
    for entry in node.mapping ?? [] {
      items.append(try item(entry, isFlow: inFlow, column: column))
    }
    for element in node.sequence ?? [] {
      items.append(try item(element, isFlow: inFlow, column: column))
    }
    var closing: [Comment] = []
    if isBracketed {
      closing = try self.gap(to: node.span.end - 1).comments
      cursor = node.span.end
    } else if !inFlow {
      closing = try dangling(column: column, parentColumn: parentColumn)
    }
    return CommentedNode(
      kind: node.mapping == nil ? .sequence(items) : .mapping(items), properties: gap.properties,
      isFlow: inFlow, opening: gap.comments + (behind.map { [$0] } ?? []), closing: closing,
      hasCommentedBracket: behind != nil)
  }

  private mutating func item(
    _ entry: SyntaxEntry, isFlow: Bool, column: Int
  ) throws(Refusal) -> CommentedItem {
    let place = entry.key.useSpan
    let gap = try gap(to: place.start)
    cursor = place.end
    let text: String
    if let alias = entry.key.aliasSpan {
      text = alias.text + " "
    } else {
      guard let written = entry.key.scalar.flatMap({ ScalarText.line($0) }) else {
        throw Refusal(what: "a key of several lines", offset: place.start)
      }
      text = written
    }
    let prefix = gap.properties.isEmpty ? "" : gap.properties + " "
    let key = CommentedKey(
      name: entry.name, text: prefix + text,
      hasAnchors: !prefix.isEmpty || entry.key.aliasSpan != nil)
    let value = try value(entry.value, isFlow: isFlow, parentColumn: column)
    let end = cursor
    let trailing = trailing(isFlow: isFlow)
    return CommentedItem(
      leading: gap.comments, hasBlankAbove: gap.hasBlank, key: key, value: value,
      trailing: trailing,
      isTrailedOnFirstLine: trailing != nil && isOneLine(from: place.start, to: end))
  }

  private mutating func item(
    _ element: SyntaxNode, isFlow: Bool, column: Int
  ) throws(Refusal) -> CommentedItem {
    let before = cursor
    var value = try value(element, isFlow: isFlow, parentColumn: column)
    let leading = value.opening
    value.opening = []
    let (start, end) = (element.useSpan.start, cursor)
    let trailing = trailing(isFlow: isFlow)
    return CommentedItem(
      leading: leading, hasBlankAbove: hasBlank(from: before, to: start), key: nil, value: value,
      trailing: trailing, isTrailedOnFirstLine: trailing != nil && isOneLine(from: start, to: end))
  }

  private mutating func block(_ scalar: Scalar, _ span: Span) -> CommentedNode.Kind {
    let lines = BlockText(scalar, written: span.text)
    let comment = lines.comment.map {
      Comment(text: $0, isAlone: false, hasBlankAbove: false)
    }
    if let comment { comments.append(comment.text) }
    return .block(header: lines.header, comment: comment, lines: lines.lines)
  }

  // MARK: Between values

  private mutating func gap(to end: Int) throws(Refusal) -> Gap {
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
  private func hasBlank(from start: Int, to end: Int) -> Bool {
    var index = start
    var breaks = 0
    while index < end {
      switch bytes[index] {
      case 0x0A: breaks += 1
      case 0x0D: if index + 1 >= end || bytes[index + 1] != 0x0A { breaks += 1 }
      case 0x20, 0x09: break
      case UInt8(ascii: "#"):
        breaks = 0
        index = lineEnd(index)
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
  private mutating func trailing(isFlow: Bool) -> Comment? {
    var index = skippingSpaces(from: cursor)
    if isFlow, index < bytes.count, bytes[index] == UInt8(ascii: ",") {
      index = skippingSpaces(from: index + 1)
    }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "#") else { return nil }
    cursor = index
    return takeComment(hasBlankAbove: false)
  }

  /// Comments below the last part of a block collection that are indented like its parts.
  private mutating func dangling(
    column: Int, parentColumn: Int
  ) throws(Refusal) -> [Comment] {
    var found: [Comment] = []
    while true {
      var index = cursor
      while index < bytes.count, isBlank(bytes[index]) { index += 1 }
      guard index < bytes.count, bytes[index] == UInt8(ascii: "#"), isFirstOnLine(index) else {
        return found
      }
      let place = self.column(of: index)
      guard place >= column, place > parentColumn else { return found }
      found += try gap(to: lineEnd(index)).comments
    }
  }

  private mutating func takeComment(hasBlankAbove: Bool) -> Comment {
    let start = cursor
    let isAlone = isFirstOnLine(start)
    var end = lineEnd(start)
    cursor = end
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    let text = file.text(in: start..<end)
    comments.append(text)
    return Comment(text: text, isAlone: isAlone, hasBlankAbove: hasBlankAbove)
  }

  private mutating func takeWord(before end: Int) -> String {
    let start = cursor
    while cursor < end, !isBlank(bytes[cursor]) { cursor += 1 }
    return file.text(in: start..<cursor)
  }

  private mutating func takeBreak() {
    let isPair = bytes[cursor] == 0x0D && cursor + 1 < bytes.count && bytes[cursor + 1] == 0x0A
    cursor += isPair ? 2 : 1
  }

  // MARK: Bytes

  private func isBracket(at offset: Int) -> Bool {
    offset < bytes.count
      && (bytes[offset] == UInt8(ascii: "{") || bytes[offset] == UInt8(ascii: "["))
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private func skippingSpaces(from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    return index
  }

  private func lineEnd(_ offset: Int) -> Int {
    var index = offset
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    return index
  }

  private func column(of offset: Int) -> Int {
    var index = offset
    while index > 0, bytes[index - 1] != 0x0A, bytes[index - 1] != 0x0D { index -= 1 }
    let markLength = index == 0 ? CharacterCheck.markLength(of: file) : 0
    return max(0, offset - index - markLength)
  }

  private func isOneLine(from start: Int, to end: Int) -> Bool { lineEnd(start) >= end }

  private func isFirstOnLine(_ offset: Int) -> Bool {
    var index = offset
    while index > 0, bytes[index - 1] == 0x20 || bytes[index - 1] == 0x09 { index -= 1 }
    return index == 0 || bytes[index - 1] == 0x0A || bytes[index - 1] == 0x0D
      || (index == 3 && CharacterCheck.markLength(of: file) == 3)
  }
}
