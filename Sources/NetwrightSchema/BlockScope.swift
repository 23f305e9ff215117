import NetwrightSyntax
import NetwrightTensor

/// What the names of a block's parameters stand for while the block is read: sizes take part in
/// expressions, everything else replaces a scalar that is the name alone.
package struct BlockScope {
  package private(set) var dims: [String: Dim] = [:]
  package private(set) var nodes: [String: SyntaxNode] = [:]

  package init() {}

  mutating func define(_ name: String, dim: Dim?, node: SyntaxNode) {
    dims[name] = dim
    nodes[name] = node
  }
}

extension Decoder {
  /// The value that a scalar stands for: that of a parameter where it is the name of one.
  package func resolved(_ node: SyntaxNode) -> SyntaxNode {
    guard !scope.nodes.isEmpty, let scalar = node.scalar, scalar.style == .plain else {
      return node
    }
    return scope.nodes[scalar.text] ?? node
  }

  /// Makes the names of another scope the only ones beside the dimensions of the spec.
  ///
  /// - Returns: the scope before, for going back to it.
  package func enter(_ next: BlockScope) -> BlockScope {
    let before = scope
    for name in scope.dims.keys { dims[name] = hiddenDims[name] }
    hiddenDims = [:]
    scope = BlockScope()
    for (name, node) in next.nodes { define(name, dim: next.dims[name], node: node) }
    return before
  }

  /// Adds a name to the present scope; `node` spells its value.
  package func define(_ name: String, dim: Dim?, node: SyntaxNode) {
    if let dim {
      if scope.dims[name] == nil { hiddenDims[name] = dims[name] }
      dims[name] = dim
    }
    scope.define(name, dim: dim, node: node)
  }
}
