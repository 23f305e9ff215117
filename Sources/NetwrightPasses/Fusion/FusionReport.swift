import NetwrightIR
import NetwrightTensor

/// What fusion left apart in a graph, and why.
package struct FusionReport: Sendable {
  /// A value that one kernel stores and another loads.
  package struct Refusal: Sendable {
    package let maker: Node
    package let reader: Node
    package let value: Value
    package let type: TensorType
    package let reason: FusionRefusal
  }

  package let refusals: [Refusal]
  /// Values that readers compute again instead of loading them.
  package let recomputed: [Node]

  /// - Parameter graph: as `FuseKernels` gets it.
  package init(_ graph: Graph) {
    let plan = FusionPlan(graph)
    var refusals: [Refusal] = []
    for (index, node) in graph.nodes.enumerated() where plan.roles[index] != .view {
      var seen: Set<Value> = []
      for input in node.inputs {
        let value = plan.source(of: input)
        guard case .result(let maker, _) = graph.definition(of: value), seen.insert(value).inserted,
          !plan.isRecomputed[maker], plan.groupOf[maker] != nil,
          plan.groupOf[maker] != plan.groupOf[index]
        else { continue }
        refusals.append(
          Refusal(
            maker: graph.nodes[maker], reader: node, value: value, type: graph.type(of: value),
            reason: plan.refusal(from: maker, to: index)))
      }
    }
    self.refusals = refusals
    recomputed = graph.nodes.indices.filter { plan.isRecomputed[$0] }.map { graph.nodes[$0] }
  }
}
