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
    let live = graph.liveNodes()
    var copier = GraphCopier(graph)
    copier.copyInputs()
    for (index, node) in graph.nodes.enumerated() where live[index] { copier.copy(node) }
    copier.copyOutputs()
    return try copier.builder.finish()
  }
}

extension Graph {
  /// For each node, whether some output depends on it.
  func liveNodes() -> [Bool] {
    var used = [Bool](repeating: false, count: valueCount)
    for output in outputs { used[output.value.id] = true }
    var live = [Bool](repeating: false, count: nodes.count)
    for (index, node) in nodes.enumerated().reversed()
    where node.results.contains(where: { used[$0.id] }) {
      live[index] = true
      for input in node.inputs { used[input.id] = true }
    }
    return live
  }

  /// How often each value is used, indexed by `Value.id`; by nodes that no output depends on, not
  /// at all.
  func usesByLiveNodes() -> [Int] {
    var counts = [Int](repeating: 0, count: valueCount)
    for (node, isLive) in zip(nodes, liveNodes()) where isLive {
      for value in node.inputs { counts[value.id] += 1 }
    }
    for output in outputs { counts[output.value.id] += 1 }
    return counts
  }
}
