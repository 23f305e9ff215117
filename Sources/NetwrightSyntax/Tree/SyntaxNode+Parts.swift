import NetwrightDiagnostics

extension SyntaxNode {
  /// A plain scalar of another text at the place of this value: what the value stands for.
  package func spelled(_ text: String, at place: Span? = nil) -> SyntaxNode {
    SyntaxNode(
      kind: .scalar(Scalar(text: text, style: .plain)), span: place ?? span,
      aliasSpan: place == nil ? aliasSpan : nil, nodeID: nodeID, tag: nil, height: 0, size: 1)
  }
}
