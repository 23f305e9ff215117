import NetwrightDiagnostics

extension SyntaxNode {
  /// The tree with the value at `path` replaced, or added where the last key does not exist yet;
  /// `nil` where the path leads nowhere. Elements of lists are numbered from 0.
  package func replacing(_ path: ArraySlice<String>, with value: SyntaxNode) -> SyntaxNode? {
    guard let name = path.first else { return value }
    let rest = path.dropFirst()
    switch kind {
    case .scalar: return nil
    case .sequence(var elements):
      guard let index = Int(name), elements.indices.contains(index),
        let element = elements[index].replacing(rest, with: value)
      else { return nil }
      elements[index] = element
      return with(.sequence(elements), children: elements)
    case .mapping(var entries):
      if let index = entries.firstIndex(where: { $0.name == name }) {
        guard let child = entries[index].value.replacing(rest, with: value) else { return nil }
        entries[index] = SyntaxEntry(key: entries[index].key, value: child)
      } else {
        guard rest.isEmpty else { return nil }
        let key = SyntaxNode(
          kind: .scalar(Scalar(text: name, style: .plain)), span: value.span, aliasSpan: nil,
          nodeID: value.nodeID, tag: nil, height: 0, size: 1)
        entries.append(SyntaxEntry(key: key, value: value))
      }
      return with(.mapping(entries), children: entries.map(\.value))
    }
  }

  /// The mapping without one of its keys; any other value as it is.
  package func removing(_ name: String) -> SyntaxNode {
    guard case .mapping(let entries) = kind else { return self }
    let kept = entries.filter { $0.name != name }
    return with(.mapping(kept), children: kept.map(\.value))
  }

  private func with(_ kind: Kind, children: [SyntaxNode]) -> SyntaxNode {
    var size = 1
    for child in children {
      let (sum, overflow) = size.addingReportingOverflow(child.size)
      size = overflow ? .max : sum
    }
    return SyntaxNode(
      kind: kind, span: span, aliasSpan: aliasSpan, nodeID: nodeID, tag: tag,
      height: 1 + (children.map(\.height).max() ?? 0), size: size)
  }
}
