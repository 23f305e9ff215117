import NetwrightIR
import NetwrightTensor

/// Computes equal nodes once.
///
/// Safe: ops are functions of their operands and fields; random numbers are keyed by a path among
/// the fields. Never worse in work; a shared value may live longer.
package struct ShareCommonNodes: Pass {
  package static let name = "share-common-nodes"
  package init() {}

  private struct Key: Hashable {
    let keyword: String
    let attributes: [Attribute]
    /// Tells 0 from −0, which compare as equal among the attributes.
    let signs: [FloatingPointSign]
    let inputs: [Value]

    init(_ node: Node, inputs: [Value]) {
      keyword = node.keyword
      attributes = node.op.attributes
      signs = attributes.compactMap { attribute in
        if case .number(let value) = attribute.value { value.sign } else { nil }
      }
      self.inputs = inputs
    }
  }

  /// Earlier nodes of the graph under construction, found again by what they compute.
  private final class Known { var results: [Key: [Value]] = [:] }

  package func run(on graph: Graph) throws(GraphBuilder.Failure) -> Graph {
    let graph = try graph.rewritingBodies(run(on:))
    let known = Known()
    var copier = GraphCopier(graph)
    copier.copyInputs()
    for node in graph.nodes {
      guard node.regions.isEmpty else {
        copier.copy(node)
        continue
      }
      var inputs = node.inputs.map { copier.new($0) }
      if node.traits.contains(.commutative) { inputs.sort { $0.id < $1.id } }
      let key = Key(node, inputs: inputs)
      if let results = known.results[key] {
        for (old, new) in zip(node.results, results) { copier.set(old, to: new) }
      } else {
        copier.copy(node)
        known.results[key] = node.results.map { copier.new($0) }
      }
    }
    copier.copyOutputs()
    return try copier.builder.finish()
  }
}
