import NetwrightDiagnostics

/// One key of a mapping with its value.
package struct SyntaxEntry: Sendable {
  /// Always a scalar.
  package let key: SyntaxNode
  package let value: SyntaxNode

  package init(key: SyntaxNode, value: SyntaxNode) {
    self.key = key
    self.value = value
  }

  /// The text of the key.
  package var name: String { key.scalar?.text ?? "" }

  /// From the first byte of the key to the last of the value.
  package var span: Span { key.useSpan.joined(with: value.useSpan) }
}
