import NetwrightIR
import NetwrightTensor

/// A transformation of a graph that keeps its meaning. It goes into the bodies of loops first.
package protocol Pass: Sendable {
  /// The name in `dump`, statistics and switches; a verb phrase in kebab case.
  static var name: String { get }
  /// Why there would be no kernels without it; `nil` where it may be left out.
  static var necessity: String? { get }
  /// What runs in its place where it is left out; `nil` for nothing.
  var substitute: (any Pass)? { get }
  func run(on graph: Graph) throws(GraphBuilder.Failure) -> Graph
}

extension Pass {
  package static var necessity: String? { nil }
  package var substitute: (any Pass)? { nil }
}

/// A pass that decides which nodes share a kernel; one of them runs last.
package protocol GroupingPass: Pass {}

/// A pass that looks at one node at a time, in order, and sees the graph as rewritten so far.
package protocol RewritePass: Pass {
  /// The node's operands are values of `builder.graph`; `nil` leaves the node as it is.
  func rewrite(_ node: Node, inputs: [Value], in builder: inout GraphBuilder) -> [Value]?
}

extension RewritePass {
  package func run(on graph: Graph) throws(GraphBuilder.Failure) -> Graph {
    try rewriteOnce(graph.rewritingBodies(run(on:)))
  }

  /// One walk over the nodes.
  package func rewriteOnce(_ graph: Graph) throws(GraphBuilder.Failure) -> Graph {
    var copier = GraphCopier(graph)
    copier.copyInputs()
    for node in graph.nodes {
      let inputs = node.inputs.map { copier.new($0) }
      copier.builder.origin = node.origin
      if let results = rewrite(node, inputs: inputs, in: &copier.builder) {
        for (old, new) in zip(node.results, results) { copier.set(old, to: new) }
      } else {
        copier.copy(node)
      }
    }
    copier.copyOutputs()
    return try copier.builder.finish()
  }
}
