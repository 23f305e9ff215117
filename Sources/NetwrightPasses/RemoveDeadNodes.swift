import NetwrightIR
import NetwrightTensor

/// Drops nodes that no output depends on.
///
/// Safe and never worse: ops have no effects. Inputs stay: they are the program's interface.
package struct RemoveDeadNodes: Pass {
  package static let name = "remove-dead-nodes"
  package init() {}

  package func run(on graph: Graph) throws(GraphBuilder.Failure) -> Graph {
    let graph = try graph.rewritingBodies(run(on:))
    var live = [Bool](repeating: false, count: graph.valueCount)
    for output in graph.outputs { live[output.value.id] = true }
    for node in graph.nodes.reversed() where node.results.contains(where: { live[$0.id] }) {
      for input in node.inputs { live[input.id] = true }
    }
    var copier = GraphCopier(graph)
    copier.copyInputs()
    for node in graph.nodes where node.results.contains(where: { live[$0.id] }) {
      copier.copy(node)
    }
    copier.copyOutputs()
    return try copier.builder.finish()
  }
}
