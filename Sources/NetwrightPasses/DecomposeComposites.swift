import NetwrightIR
import NetwrightTensor

/// Replaces composite ops by their decompositions, until primitives alone are left.
///
/// Safe: a decomposition defines its op. It stands before differentiation, which knows primitives.
package struct DecomposeComposites: RewritePass {
  package static let name = "decompose-composites"
  package init() {}

  package func rewrite(
    _ node: Node, inputs: [Value], in builder: inout GraphBuilder
  ) -> [Value]? {
    guard node.traits.contains(.composite) else { return nil }
    return node.op.decompose(inputs, in: &builder)
  }

  /// Composites may stand in decompositions; they nest a few levels at most.
  package func run(on graph: Graph) throws(GraphBuilder.Failure) -> Graph {
    var result = graph
    for _ in 0..<4 {
      guard result.nodes.contains(where: { $0.traits.contains(.composite) }) else { break }
      result = try rewriteOnce(result)
    }
    return result
  }
}
