import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Reverse-mode differentiation over a graph of primitive ops.
///
/// Nodes are visited once, in reverse order; where a value is used more than once its gradients are
/// added in the order in which the uses are met, so that the result is deterministic. Composite ops
/// must be decomposed before.
package enum Autodiff {
  /// The gradients of the scalar `loss` with respect to `targets`; `nil` where `loss` does not
  /// depend on a target.
  package static func gradients(
    of loss: Value, wrt targets: [Value], in builder: inout GraphBuilder
  ) -> [Value?] {
    builder.origin = .gradient(of: builder.graph.producer(of: loss)?.origin ?? .none)
    let one = builder.constant(1, builder.type(of: loss))
    return gradients(from: [(loss, one)], wrt: targets, in: &builder)
  }

  /// The gradients with respect to `targets` of whatever has the gradient `upstream` with respect
  /// to each `value`.
  static func gradients(
    from seeds: [(value: Value, upstream: Value)], wrt targets: [Value],
    in builder: inout GraphBuilder
  ) -> [Value?] {
    let graph = builder.graph
    let reaching = valuesReached(from: targets, in: graph)
    var upstreams: [Value: Value] = [:]
    for seed in seeds { add(seed.upstream, to: seed.value, &upstreams, in: &builder) }
    for node in graph.nodes.reversed() {
      propagate(through: node, reaching: reaching, &upstreams, in: &builder)
    }
    return targets.map { upstreams[$0] }
  }

  /// Which values depend on a target; indexed by `Value.id`.
  static func valuesReached(from targets: [Value], in graph: Graph) -> [Bool] {
    var reached = [Bool](repeating: false, count: graph.valueCount)
    for target in targets { reached[target.id] = true }
    for node in graph.nodes where !node.traits.contains(.opaqueToGradient) {
      guard node.inputs.contains(where: { reached[$0.id] }) else { continue }
      for result in node.results where graph.type(of: result).dtype.isFloat {
        reached[result.id] = true
      }
    }
    return reached
  }

  private static func propagate(
    through node: Node, reaching: [Bool], _ upstreams: inout [Value: Value],
    in builder: inout GraphBuilder
  ) {
    guard node.results.contains(where: { upstreams[$0] != nil }),
      node.inputs.contains(where: { reaching[$0.id] })
    else { return }
    builder.origin = .gradient(of: node.origin)
    let given = node.results.map { upstreams[$0] }
    let gradients =
      if let scan = node.op as? Scan {
        ScanGradient(
          scan: scan, node: node, upstreams: given, isActive: node.inputs.map { reaching[$0.id] }
        ).gradients(in: &builder)
      } else {
        node.op.gradient(
          at: GradientSite(inputs: node.inputs, results: node.results, upstreams: given),
          in: &builder)
      }
    for (input, gradient) in zip(node.inputs, gradients) {
      guard let gradient, reaching[input.id] else { continue }
      add(gradient, to: input, &upstreams, in: &builder)
    }
  }

  private static func add(
    _ gradient: Value, to value: Value, _ upstreams: inout [Value: Value],
    in builder: inout GraphBuilder
  ) {
    upstreams[value] = upstreams[value].map { builder.add($0, gradient) } ?? gradient
  }
}
