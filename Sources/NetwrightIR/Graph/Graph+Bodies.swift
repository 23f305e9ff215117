/// The bodies of loops.
extension Graph {
  /// The same graph with each body of a loop rewritten; itself where it has none.
  package func rewritingBodies(
    _ rewrite: (Graph) throws(GraphBuilder.Failure) -> Graph
  ) throws(GraphBuilder.Failure) -> Graph {
    guard nodes.contains(where: { $0.traits.contains(.loop) }) else { return self }
    var copier = GraphCopier(self)
    copier.copyInputs()
    for node in nodes {
      var regions = node.regions
      if node.traits.contains(.loop) {
        for index in regions.indices { regions[index] = try rewrite(regions[index]) }
      }
      copier.copy(node, regions: regions)
    }
    copier.copyOutputs()
    return try copier.builder.finish()
  }
}
