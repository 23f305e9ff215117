import NetwrightIR
import NetwrightTensor

/// Gives named dimensions their sizes, in types and in the fields of ops.
///
/// Safe: `check` has accepted the graph for every admissible size. Everything after it works on
/// numbers.
package struct BindDimensions: Pass {
  package static let name = "bind-dimensions"
  private let binding: [String: Int]

  package init(_ binding: [String: Int]) { self.binding = binding }

  package func run(on graph: Graph) throws(GraphBuilder.Failure) -> Graph {
    var copier = GraphCopier(graph)
    for input in graph.inputs {
      let type = graph.type(of: input.value)
      let shape = try bound(.none) { () throws(SizeError) in try type.shape.substituting(binding) }
      copier.set(
        input.value, to: copier.builder.input(input.name, type.with(shape), role: input.role))
    }
    for node in graph.nodes {
      copier.builder.origin = node.origin
      let op = try bound(node.origin) { () throws(SizeError) in try substituted(node.op) }
      var regions = node.regions
      for index in regions.indices { regions[index] = try run(on: regions[index]) }
      let results = copier.builder.apply(
        op, list: node.inputs.map { copier.new($0) }, regions: regions)
      for (old, new) in zip(node.results, results) { copier.set(old, to: new) }
    }
    copier.copyOutputs()
    return try copier.builder.finish()
  }

  private func substituted(_ op: some Op) throws(SizeError) -> any Op {
    try op.substituting(binding)
  }

  private func bound<Result>(
    _ origin: Origin, _ body: () throws(SizeError) -> Result
  ) throws(GraphBuilder.Failure) -> Result {
    do { return try body() } catch {
      throw GraphBuilder.Failure(error: .size(error, nil), keyword: Self.name, origin: origin)
    }
  }
}
