import NetwrightDiagnostics

/// Why a path does not lead to a value.
package struct PathFailure: Error {
  package enum Reason {
    /// A mapping has other keys.
    case noKey(among: [String])
    /// A list has fewer elements, or the step is no number.
    case noElement(count: Int)
    /// There is nothing below a scalar.
    case isScalar
  }

  package let reason: Reason
  /// The step that does not lead on.
  package let step: SyntaxNode
}

extension SyntaxNode {
  /// The tree with the value at `path` replaced, or added where the last key does not exist yet.
  /// Elements of lists are numbered from 0.
  ///
  /// - Parameter path: scalars; a new key becomes the last of them.
  package func replacing(
    _ path: ArraySlice<SyntaxNode>, with value: SyntaxNode
  ) throws(PathFailure) -> SyntaxNode {
    guard let step = path.first else { return value }
    let (name, rest) = (step.scalar?.text ?? "", path.dropFirst())
    switch kind {
    case .scalar: throw PathFailure(reason: .isScalar, step: step)
    case .sequence(var elements):
      guard let index = Int(name), elements.indices.contains(index) else {
        throw PathFailure(reason: .noElement(count: elements.count), step: step)
      }
      elements[index] = try elements[index].replacing(rest, with: value)
      return with(.sequence(elements), children: elements)
    case .mapping(var entries):
      if let index = entries.firstIndex(where: { $0.name == name }) {
        let child = try entries[index].value.replacing(rest, with: value)
        entries[index] = SyntaxEntry(key: entries[index].key, value: child)
      } else {
        guard rest.isEmpty else {
          throw PathFailure(reason: .noKey(among: entries.map(\.name)), step: step)
        }
        entries.append(SyntaxEntry(key: step, value: value))
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

  /// The mapping with other entries, in its place.
  package func with(entries: [SyntaxEntry]) -> SyntaxNode {
    with(.mapping(entries), children: entries.map(\.value))
  }

  /// A list of other values in the place of this one.
  package func with(elements: [SyntaxNode]) -> SyntaxNode {
    with(.sequence(elements), children: elements)
  }

  /// The same value at the same offsets of another file.
  package func moved(to file: SourceFile) -> SyntaxNode {
    let kind: Kind =
      switch self.kind {
      case .scalar: self.kind
      case .sequence(let elements): .sequence(elements.map { $0.moved(to: file) })
      case .mapping(let entries):
        .mapping(
          entries.map {
            SyntaxEntry(key: $0.key.moved(to: file), value: $0.value.moved(to: file))
          })
      }
    return SyntaxNode(
      kind: kind, span: span.moved(to: file), aliasSpan: aliasSpan?.moved(to: file),
      nodeID: nodeID, tag: tag, height: height, size: size)
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

extension Span {
  package func moved(to file: SourceFile) -> Span { Span(file: file, start: start, end: end) }
}

/// A scalar that no file spells: a step of a path, a value as it is given.
package func scalarNode(_ text: String, at span: Span) -> SyntaxNode {
  SyntaxNode(
    kind: .scalar(Scalar(text: text, style: .plain)), span: span, aliasSpan: nil, nodeID: 0,
    tag: nil, height: 0, size: 1)
}
