import NetwrightDiagnostics
import NetwrightSyntax
import NetwrightTensor

/// What the names of a block's parameters stand for while the block is read: sizes take part in
/// expressions, everything else replaces a scalar that is the name alone.
package struct BlockScope {
  package private(set) var dims: [String: Dim] = [:]
  package private(set) var nodes: [String: SyntaxNode] = [:]
  /// Parameters whose values are not known, since what gives them is wrong.
  fileprivate var poisoned: Set<String> = []

  package init() {}

  mutating func define(_ name: String, dim: Dim?, node: SyntaxNode) {
    dims[name] = dim
    nodes[name] = node
  }
}

extension Decoder {
  /// The value that a scalar stands for: that of a parameter where it is the name of one. Throws
  /// where the value of the parameter is not known, which has been reported.
  package func resolved(_ node: SyntaxNode) throws(Poisoned) -> SyntaxNode {
    guard !scope.nodes.isEmpty, let scalar = node.scalar, scalar.style == .plain else {
      return node
    }
    if isPoisoned(parameter: scalar.text) { throw Poisoned() }
    return scope.nodes[scalar.text] ?? node
  }

  /// Whether a name is that of a parameter whose value is not known.
  package func isPoisoned(parameter name: String) -> Bool { scope.poisoned.contains(name) }

  /// Adds the name of a parameter whose value is not known, so that what uses it is skipped silently.
  ///
  /// - Parameter place: where the parameter is declared.
  package func define(poisoned name: String, at place: Span) {
    define(name, dim: poisonedSize(), node: scalarNode(name, at: place))
    scope.poisoned.insert(name)
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
    scope.poisoned = next.poisoned
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
