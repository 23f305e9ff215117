/// A value with what the tree leaves out: anchors, tags, and the comments around its parts.
struct CommentedNode: Sendable {
  enum Kind: Sendable {
    /// `*name`.
    case alias(String)
    case scalar(Scalar)
    /// A text in `|` or `>` style: its header without the comment, and its lines without indentation.
    case block(header: String, comment: Comment?, lines: [String])
    case sequence([CommentedItem])
    case mapping([CommentedItem])
  }

  private(set) var kind: Kind
  /// Anchor and tag as written, such as `&base !!str`; empty in nearly every file.
  var properties: String
  /// Whether it is written in brackets, or within such.
  let isFlow: Bool
  /// Comments before the value that follow its key or dash, and the one behind its bracket.
  var opening: [Comment]
  /// Comments after the last part.
  var closing: [Comment]
  /// Whether a comment stands between its first and its last byte, as it was read: comments that are
  /// moved later lead to no other answer.
  let hasInnerComments: Bool

  /// - Parameter hasCommentedBracket: whether a comment follows its bracket.
  init(
    kind: Kind, properties: String = "", isFlow: Bool, opening: [Comment] = [],
    closing: [Comment] = [], hasCommentedBracket: Bool = false
  ) {
    self.kind = kind
    self.properties = properties
    self.isFlow = isFlow
    self.opening = opening
    self.closing = closing
    var hasInner = false
    if case .sequence(let items) = kind { hasInner = items.contains(where: \.isCommented) }
    if case .mapping(let items) = kind { hasInner = items.contains(where: \.isCommented) }
    hasInnerComments = hasInner || hasCommentedBracket || !closing.isEmpty
  }

  var items: [CommentedItem]? {
    switch kind {
    case .sequence(let items), .mapping(let items): items
    case .alias, .scalar, .block: nil
    }
  }

  /// The same value with other parts.
  func with(_ items: [CommentedItem]) -> CommentedNode {
    var copy = self
    if case .mapping = kind { copy.kind = .mapping(items) } else { copy.kind = .sequence(items) }
    return copy
  }

  /// Whether an anchor or an alias stands in it, so that the order of its parts matters.
  var hasAnchors: Bool {
    if case .alias = kind { return true }
    return !properties.isEmpty
      || (items ?? []).contains { $0.value.hasAnchors || $0.key?.hasAnchors == true }
  }
}

/// An entry of a mapping or an element of a list.
struct CommentedItem: Sendable {
  /// Comments on lines of their own before it.
  var leading: [Comment]
  /// Whether an empty line stands above it, below its comments.
  var hasBlankAbove: Bool
  /// `nil` for an element.
  let key: CommentedKey?
  var value: CommentedNode
  /// The comment behind its last line.
  let trailing: Comment?
  /// Whether that is its first line, too.
  let isTrailedOnFirstLine: Bool

  /// Whether there is a comment about it or in it.
  fileprivate var isCommented: Bool {
    !leading.isEmpty || trailing != nil || !value.opening.isEmpty || value.hasInnerComments
  }
}

/// The key of an entry, always a scalar or an alias of one.
struct CommentedKey: Sendable {
  let name: String
  /// As it is written out, with its anchor and tag.
  let text: String
  let hasAnchors: Bool
}
