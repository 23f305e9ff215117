/// Writes a commented tree in the canonical layout: two spaces for each level, one space after `:`,
/// collections in brackets where they were so and fit into the width, single empty lines where there
/// were any, comments at the indentation of what they precede or two spaces behind it.
struct CanonicalLayout {
  static let width = 100

  private var lines: [String] = []
  /// What the next line begins with in place of its indentation: the dashes before it.
  private var prefix: String?
  /// Whether a line has been written since the collection began that an empty line may follow.
  private var isFirst = true

  /// - Parameter order: the keys of the top level in the order they are to have; others follow.
  static func text(of root: CommentedNode, order: [String]) -> String {
    var layout = CanonicalLayout()
    let (header, body) = layout.split(root, order)
    layout.write(comments: header.comments, indent: 0)
    if header.endsWithBlank { layout.blank() }
    if body.items == nil {
      layout.value(body, head: "", indent: 0, trailing: nil)
    } else {
      layout.collection(body, indent: 0)
    }
    return layout.lines.joined(separator: "\n") + "\n"
  }

  // MARK: The top level

  /// Comments that stay at the top of the file, and the tree with its keys in order.
  private func split(
    _ root: CommentedNode, _ order: [String]
  ) -> (header: (comments: [Comment], endsWithBlank: Bool), body: CommentedNode) {
    guard case .mapping(var items) = root.kind, var first = items.first else {
      return (([], false), Self.moving(root.opening, into: root))
    }
    var leading = root.opening + first.leading
    var header: [Comment] = []
    // Comments set off by an empty line are about the file, as is the line that names its schema.
    let isSchema = leading.first.map { $0.text.hasPrefix("# yaml-language-server:") } ?? false
    var count = isSchema ? 1 : 0
    for index in leading.indices.dropFirst() where leading[index].hasBlankAbove { count = index }
    let isSetOff = first.hasBlankAbove && !leading.isEmpty
    if isSetOff { count = leading.count }
    header = Array(leading.prefix(count))
    leading.removeFirst(count)
    let endsWithBlank = !header.isEmpty && (isSetOff || leading.first?.hasBlankAbove == true)
    // The empty line belongs to the header.
    if isSetOff { first.hasBlankAbove = false }
    if !header.isEmpty, !leading.isEmpty { leading[0].hasBlankAbove = false }
    first.leading = leading
    items[0] = first
    if !root.hasAnchors { items = Self.sorted(items, order) }
    return ((header, endsWithBlank), root.with(items))
  }

  private static func sorted(_ items: [CommentedItem], _ order: [String]) -> [CommentedItem] {
    items.enumerated().map { index, item in
      (place: order.firstIndex(of: item.key?.name ?? "") ?? order.count, index: index, item: item)
    }.sorted { ($0.place, $0.index) < ($1.place, $1.index) }.map(\.item)
  }

  // MARK: Collections

  private mutating func collection(_ node: CommentedNode, indent: Int) {
    isFirst = prefix == nil
    for item in node.items ?? [] { write(item, indent: indent) }
    write(comments: node.closing, indent: indent)
  }

  private mutating func write(_ item: CommentedItem, indent: Int) {
    var (before, behind) = (item.leading, [Comment]())
    var value = item.value
    if value.items?.isEmpty == true {
      before += value.opening + value.closing
      value = CommentedNode(
        kind: value.kind, properties: value.properties, isFlow: value.isFlow, opening: [],
        closing: [])
    }
    let isInline = fits(item, value, indent)
    if value.items != nil, !isInline {
      // Behind the key: the first comment in its line. One behind a bracket further down comes last.
      behind = Array(value.opening.prefix { !$0.isAlone }.prefix(1))
      let rest = Array(value.opening.dropFirst(behind.count))
      if let trailing = item.trailing {
        if item.isTrailedOnFirstLine { behind = [trailing] } else { value.closing.append(trailing) }
      }
      if item.key == nil {
        before += behind
        behind = []
      }
      value = Self.moving(rest, into: value)
    } else {
      before += value.opening
    }
    write(comments: before, indent: indent)
    if item.hasBlankAbove, prefix == nil { blank() }
    isFirst = false
    let head = item.key.map { $0.text + ":" } ?? "-"
    guard value.items != nil, !isInline else {
      self.value(value, head: head, indent: indent, trailing: item.trailing)
      return
    }
    let tail = value.properties.isEmpty ? "" : " " + value.properties
    let comment = behind.first.map { "  " + $0.text } ?? ""
    if item.key == nil, tail.isEmpty {
      prefix = (prefix ?? Self.spaces(indent)) + "- "
      collection(value, indent: indent + 2)
    } else {
      emit(head + tail + comment, indent: indent)
      collection(value, indent: indent + 2)
    }
  }

  /// Comments that follow a key or a dash go before the first part.
  private static func moving(_ comments: [Comment], into value: CommentedNode) -> CommentedNode {
    guard !comments.isEmpty, var items = value.items, var first = items.first else { return value }
    first.leading = comments + first.leading
    items[0] = first
    return value.with(items)
  }

  /// Whether a collection is written in brackets, behind its key or below it.
  private func fits(_ item: CommentedItem, _ value: CommentedNode, _ indent: Int) -> Bool {
    guard value.items != nil, let text = Self.flow(value) else { return false }
    let head = (item.key?.text.count ?? 0) + 1
    let start = prefix.map(\.count) ?? indent
    return start + head + 1 + text.count <= Self.width
      || (item.key != nil && value.items?.isEmpty == false && indent + 2 + text.count <= Self.width)
      || value.items?.isEmpty == true
  }

  // MARK: Values in one piece

  private mutating func value(
    _ value: CommentedNode, head: String, indent: Int, trailing: Comment?
  ) {
    let lead = head.isEmpty ? "" : head + " "
    let properties = value.properties.isEmpty ? "" : value.properties + " "
    let start = (prefix.map(\.count) ?? indent) + lead.count
    switch value.kind {
    case .block(let mark, let comment, let texts):
      emit(lead + properties + mark + (comment.map { "  " + $0.text } ?? ""), indent: indent)
      for text in texts { emit(text, indent: text.isEmpty ? 0 : indent + 2) }
      return
    case .scalar(let scalar):
      let line = ScalarText.line(scalar).map { properties + $0 }
      if let line, start + line.count <= Self.width || !line.contains(" ") {
        emit(Self.trimmed(lead + line), indent: indent)
      } else {
        let parts = ScalarText.wrapped(
          scalar, head: start + properties.count, indent: indent + 2, width: Self.width)
        emit(lead + properties + (parts.first ?? ""), indent: indent)
        for part in parts.dropFirst() { emit(part, indent: part.isEmpty ? 0 : indent + 2) }
      }
    case .alias, .sequence, .mapping:
      let text = Self.flow(value) ?? ""
      if start + text.count <= Self.width || head.isEmpty || value.items?.isEmpty != false {
        emit(lead + text, indent: indent)
      } else {
        emit(head, indent: indent)
        emit(text, indent: indent + 2)
      }
    }
    if let trailing, let last = lines.indices.last { lines[last] += "  " + trailing.text }
  }

  /// A value in one line, in brackets; `nil` where it cannot or shall not be, or is too long.
  private static func flow(_ node: CommentedNode) -> String? {
    let properties = node.properties.isEmpty ? "" : node.properties + " "
    switch node.kind {
    case .alias(let name): return name
    case .scalar(let scalar): return ScalarText.line(scalar).map { trimmed(properties + $0) }
    case .block: return nil
    case .sequence(let items), .mapping(let items):
      guard node.isFlow || items.isEmpty, !node.hasInnerComments else { return nil }
      var parts: [String] = []
      var length = 0
      for item in items {
        guard let text = flow(item.value) else { return nil }
        let key = item.key.map { text.isEmpty ? $0.text : $0.text + ": " } ?? ""
        parts.append(key + text)
        length += key.count + text.count
        // It will fit nowhere.
        guard length <= width else { return nil }
      }
      let isMapping = if case .mapping = node.kind { true } else { false }
      return properties + (isMapping ? "{" : "[") + parts.joined(separator: ", ")
        + (isMapping ? "}" : "]")
    }
  }

  // MARK: Lines

  private mutating func write(comments: [Comment], indent: Int) {
    for comment in comments {
      if comment.hasBlankAbove, prefix == nil { blank() }
      isFirst = false
      // Before the dash that the next line begins with.
      let indentation = prefix.map { $0.prefix { $0 == " " }.count } ?? indent
      lines.append(Self.spaces(indentation) + comment.text)
    }
  }

  private mutating func blank() {
    guard !isFirst, lines.last?.isEmpty == false else { return }
    lines.append("")
  }

  private mutating func emit(_ text: String, indent: Int) {
    lines.append(text.isEmpty ? "" : (prefix ?? Self.spaces(indent)) + text)
    prefix = nil
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }
}
