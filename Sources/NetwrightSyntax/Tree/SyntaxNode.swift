import NetwrightDiagnostics

/// One value of a YAML document with the exact place it stands at.
///
/// Scalars remain text; what they mean is decided by the type expected of them. An alias appears as
/// the value it stands for, whose parts are shared and not copied; nesting is at most
/// `SyntaxLimits.depth`, aliases included, so that recursion over a tree is safe.
package struct SyntaxNode: Sendable {
  package enum Kind: Sendable {
    case scalar(Scalar)
    case sequence([SyntaxNode])
    case mapping([SyntaxEntry])
  }

  package let kind: Kind
  /// Where the value is written, from its first to its last byte, without its anchor and tag. For
  /// an alias this is the place of the definition.
  package let span: Span
  /// Place of the `*name` that stands for this value; nil for a value that is no alias.
  package let aliasSpan: Span?
  /// Unique among the values written in one file, in the order they begin; an alias has its own
  /// number, the parts of what it stands for keep theirs.
  package let nodeID: Int
  /// The core tag in front of the value, such as `!!str`; nil in nearly every file.
  package let tag: CoreTag?
  /// Levels of lists and mappings in this value: 0 for a scalar.
  let height: Int
  /// Values in this tree with aliases expanded, itself included; stops at `Int.max`.
  let size: Int

  /// Where a reader of the file should look first: the use of an alias, else the value.
  package var useSpan: Span { aliasSpan ?? span }

  package var scalar: Scalar? { if case .scalar(let scalar) = kind { scalar } else { nil } }

  package var sequence: [SyntaxNode]? {
    if case .sequence(let elements) = kind { elements } else { nil }
  }

  package var mapping: [SyntaxEntry]? {
    if case .mapping(let entries) = kind { entries } else { nil }
  }

  /// The entry of a mapping with that key; nil where there is none, and for other values.
  package func entry(_ name: String) -> SyntaxEntry? { mapping?.first { $0.name == name } }

  /// "scalar", "list" or "mapping", as diagnostics call it.
  package var kindName: String {
    switch kind {
    case .scalar: "scalar"
    case .sequence: "list"
    case .mapping: "mapping"
    }
  }

  /// The same value as an alias at `aliasSpan` refers to it.
  func referenced(at aliasSpan: Span, nodeID: Int) -> SyntaxNode {
    SyntaxNode(
      kind: kind, span: span, aliasSpan: aliasSpan, nodeID: nodeID, tag: tag, height: height,
      size: size)
  }
}
