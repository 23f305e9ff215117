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

  let file: SourceFile
  var bytes: [UInt8] { file.bytes }
  var lines: SourceLines { SourceLines(file: file) }
  /// All before it has been read.
  var cursor = 0
  /// Every comment, in order.
  var comments: [String] = []

  struct Gap {
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
    let gap = try gap(to: node.useSpan.start)
    var made: CommentedNode
    if let alias = node.aliasSpan {
      cursor = alias.end
      made = CommentedNode(kind: .alias(alias.text), isFlow: isFlow)
    } else if let scalar = node.scalar {
      cursor = max(cursor, node.span.end)
      let isBlock = scalar.style == .literal || scalar.style == .folded
      made = CommentedNode(
        kind: isBlock ? block(scalar, node.span) : .scalar(scalar), isFlow: isFlow)
    } else if lines.isBracket(at: node.useSpan.start) {
      made = try bracketed(node)
    } else {
      made = try collection(node, isFlow: isFlow, parentColumn: parentColumn)
    }
    made.properties = gap.properties
    made.opening = gap.comments + made.opening
    return made
  }

  /// A list or a mapping in brackets, within which columns mean nothing, and lines may be long.
  private mutating func bracketed(_ node: SyntaxNode) throws(Refusal) -> CommentedNode {
    cursor = node.useSpan.start + 1
    let behind = trailing(isFlow: false)
    let kind = try items(of: node, isFlow: true, column: 0)
    let closing = try gap(to: node.span.end - 1).comments
    cursor = node.span.end
    return CommentedNode(
      kind: kind, isFlow: true, opening: behind.map { [$0] } ?? [], closing: closing,
      hasCommentedBracket: behind != nil)
  }

  private mutating func collection(
    _ node: SyntaxNode, isFlow: Bool, parentColumn: Int
  ) throws(Refusal) -> CommentedNode {
    let column = isFlow ? 0 : lines.column(of: node.useSpan.start)
    let kind = try items(of: node, isFlow: isFlow, column: column)
    let closing = isFlow ? [] : try dangling(column: column, parentColumn: parentColumn)
    return CommentedNode(kind: kind, isFlow: isFlow, closing: closing)
  }

  private mutating func items(
    of node: SyntaxNode, isFlow: Bool, column: Int
  ) throws(Refusal) -> CommentedNode.Kind {
    var items: [CommentedItem] = []
    for entry in node.mapping ?? [] {
      items.append(try item(entry, isFlow: isFlow, column: column))
    }
    for element in node.sequence ?? [] {
      items.append(try item(element, isFlow: isFlow, column: column))
    }
    return node.mapping == nil ? .sequence(items) : .mapping(items)
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
      isTrailedOnFirstLine: trailing != nil && lines.lineEnd(place.start) >= end)
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
      trailing: trailing, isTrailedOnFirstLine: trailing != nil && lines.lineEnd(start) >= end)
  }

  private mutating func block(_ scalar: Scalar, _ span: Span) -> CommentedNode.Kind {
    let lines = BlockText(scalar, written: span.text)
    let comment = lines.comment.map {
      Comment(text: $0, isAlone: false, hasBlankAbove: false)
    }
    if let comment { comments.append(comment.text) }
    return .block(header: lines.header, comment: comment, lines: lines.lines)
  }
}
