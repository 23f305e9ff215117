import NetwrightIR
import NetwrightTensor

/// Parts of graphs, made without the passes that are under test.
package enum GraphPart {
  /// The graph with just these outputs and the nodes that they need; all inputs stay.
  package static func needed(
    for outputs: [GraphOutput], of graph: Graph
  ) throws(GraphBuilder.Failure) -> Graph {
    var needed = [Bool](repeating: false, count: graph.valueCount)
    for output in outputs { needed[output.value.id] = true }
    for node in graph.nodes.reversed() where node.results.contains(where: { needed[$0.id] }) {
      for input in node.inputs { needed[input.id] = true }
    }
    var copier = GraphCopier(graph)
    copier.copyInputs()
    for node in graph.nodes where node.results.contains(where: { needed[$0.id] }) {
      copier.copy(node)
    }
    for output in outputs {
      copier.builder.output(output.name, copier.new(output.value), role: output.role)
    }
    return try copier.builder.finish()
  }

  /// The graph with every result of every node as an output: `NODE.RESULT`, both from 0.
  package static func observed(_ graph: Graph) throws(GraphBuilder.Failure) -> Graph {
    var copier = GraphCopier(graph)
    copier.copyInputs()
    for (index, node) in graph.nodes.enumerated() {
      copier.copy(node)
      for (place, result) in node.results.enumerated() {
        copier.builder.output("\(index).\(place)", copier.new(result))
      }
    }
    return try copier.builder.finish()
  }

  /// The graph with inputs `opaque.NODE.RESULT` in place of the float results of nodes that end
  /// differentiation, and those results by name as outputs of another graph: gradients take them
  /// for constants, and so must whoever measures slopes.
  package static func withOpaqueResultsAsInputs(
    _ graph: Graph
  ) throws(GraphBuilder.Failure) -> (graph: Graph, values: Graph) {
    var (cut, whole) = (GraphCopier(graph), GraphCopier(graph))
    cut.copyInputs()
    whole.copyInputs()
    for (index, node) in graph.nodes.enumerated() {
      whole.copy(node)
      let isOpaque =
        node.traits.contains(.opaqueToGradient)
        && node.results.allSatisfy { graph.type(of: $0).dtype.isFloat }
      guard isOpaque, !node.inputs.isEmpty else {
        cut.copy(node)
        continue
      }
      for (place, result) in node.results.enumerated() {
        let name = "opaque.\(index).\(place)"
        cut.set(result, to: cut.builder.input(name, graph.type(of: result)))
        whole.builder.output(name, whole.new(result))
      }
    }
    cut.copyOutputs()
    return (try cut.builder.finish(), try whole.builder.finish())
  }

  /// Whether the graph has derivatives that jump.
  package static func hasKinks(_ graph: Graph) -> Bool {
    graph.nodes.contains { node in
      node.traits.contains(.kinked) || node.regions.contains { hasKinks($0) }
    }
  }
}
