import NetwrightIR
import NetwrightTensor

/// Replaces composite ops by their decompositions, until primitives alone are left.
///
/// Safe: a decomposition defines its op. It stands before differentiation, which knows primitives
/// and the composites that state their own gradient, and once more after it.
package struct DecomposeComposites: RewritePass {
  package static let name = "decompose-composites"
  private let keepsOwnGradients: Bool

  /// - Parameter keepsOwnGradients: leaves composites whole that state their own gradient.
  package init(keepsOwnGradients: Bool = false) { self.keepsOwnGradients = keepsOwnGradients }

  private func decomposes(_ node: Node) -> Bool {
    node.traits.contains(.composite)
      && !(keepsOwnGradients && node.traits.contains(.ownGradient))
  }

  package func rewrite(
    _ node: Node, inputs: [Value], in builder: inout GraphBuilder
  ) -> [Value]? {
    guard decomposes(node) else { return nil }
    return node.op.decompose(inputs, in: &builder)
  }

  /// Composites may stand in decompositions; they nest a few levels at most.
  package func run(on graph: Graph) throws(GraphBuilder.Failure) -> Graph {
    var result = try graph.rewritingBodies(run(on:))
    for _ in 0..<4 {
      guard result.nodes.contains(where: decomposes) else { break }
      result = try rewriteOnce(result)
    }
    return result
  }
}
