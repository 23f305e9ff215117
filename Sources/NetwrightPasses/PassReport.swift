import NetwrightIR
import NetwrightTensor

/// What a pass did to a graph, told by comparing the two: so no pass has to keep count itself.
package struct PassReport: Sendable {
  package let name: String
  /// Nodes that some output depends on.
  package let nodesBefore: Int
  package let nodesAfter: Int
  /// Nodes that are there no longer, counted by what they are; a node that reads another shape or
  /// has other fields counts as another node. Nodes of regions are counted on their own.
  package let removed: [String: Int]
  package let added: [String: Int]

  package init(_ name: String, from before: Graph, to after: Graph) {
    self.name = name
    let (old, new) = (GraphCensus(before), GraphCensus(after))
    nodesBefore = old.liveNodes
    nodesAfter = new.liveNodes
    removed = old.missing(in: new)
    added = new.missing(in: old)
  }

  /// Whether the pass found nothing to do.
  package var isIdle: Bool { removed.isEmpty && added.isEmpty }
}

/// How many nodes of each kind a graph has.
private struct GraphCensus {
  /// A node without its place in the graph.
  private struct Kind: Hashable {
    let keyword: String
    let attributes: [Attribute]
    let operands: [TensorType]
  }

  private var counts: [Kind: Int] = [:]
  private(set) var liveNodes = 0

  init(_ graph: Graph) { liveNodes = count(graph) }

  /// The number of live nodes, those of regions left out.
  private mutating func count(_ graph: Graph) -> Int {
    let live = graph.liveNodes()
    for (index, node) in graph.nodes.enumerated() where live[index] {
      // What is fused or repeated is counted by its parts.
      if !node.traits.isDisjoint(with: [.fused, .loop]) {
        for region in node.regions { _ = count(region) }
      }
      let kind = Kind(
        keyword: node.keyword, attributes: node.op.attributes,
        operands: node.inputs.map { graph.type(of: $0) })
      counts[kind, default: 0] += 1
    }
    return live.count { $0 }
  }

  func missing(in other: GraphCensus) -> [String: Int] {
    var result: [String: Int] = [:]
    for (kind, count) in counts {
      let rest = count - other.counts[kind, default: 0]
      if rest > 0 { result[kind.keyword, default: 0] += rest }
    }
    return result
  }
}
