import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Merges sums and products of a tensor with vectors along its last axis into one product and one
/// sum: `((x + bias) − mean) · factor + offset` becomes `x · factor + (…)`, where what stands in
/// parentheses is computed for a vector alone. So batch normalization in evaluation is folded into
/// the convolution before it.
///
/// Folding `factor` into the filter as well would save one product of each result, which its
/// epilogue gets for nothing, and cost a new copy of the filter in every evaluation.
///
/// Safe within the rounding of the terms: sums are reassociated. Steps that others read stay. Never
/// worse: at least three steps over the tensor become two at most, and vectors are small.
package struct FoldChannelScales: Pass {
  package static let name = "fold-channel-scales"
  package init() {}

  package func run(on graph: Graph) throws(GraphBuilder.Failure) -> Graph {
    let chains = Self.chains(of: graph)
    var copier = GraphCopier(graph)
    copier.copyInputs()
    for (place, node) in graph.nodes.enumerated() {
      copier.builder.origin = node.origin
      if let chain = chains[place] {
        let merged = chain.merged(in: &copier)
        copier.set(node.results[0], to: merged)
      } else {
        copier.copy(node)
      }
    }
    copier.copyOutputs()
    return try copier.builder.finish()
  }

  /// The chains to merge, by the places of the nodes that end them. What stands inside of one ends
  /// none: otherwise a long chain would be merged anew for each of its steps.
  private static func chains(of graph: Graph) -> [Int: ChannelChain] {
    let uses = graph.usesByLiveNodes()
    var isInner = [Bool](repeating: false, count: graph.valueCount)
    var chains: [Int: ChannelChain] = [:]
    for place in graph.nodes.indices.reversed() {
      let node = graph.nodes[place]
      guard let result = node.results.first, uses[result.id] > 0, !isInner[result.id],
        let chain = ChannelChain(endingIn: node, in: graph, uses), chain.steps.count >= 3
      else { continue }
      chains[place] = chain
      for value in chain.inner { isInner[value.id] = true }
    }
    return chains
  }
}

/// Steps from a tensor on, each with a vector along its last axis, the last step first.
private struct ChannelChain {
  enum Step { case plus(Value), minus(Value), times(Value) }

  private(set) var source: Value
  private(set) var steps: [Step] = []
  /// The results of all steps but the last.
  private(set) var inner: [Value] = []

  init?(endingIn node: Node, in graph: Graph, _ uses: [Int]) {
    guard let value = node.results.first else { return nil }
    source = value
    while steps.isEmpty || uses[source.id] == 1, let (step, x) = Self.step(source, in: graph) {
      if !steps.isEmpty { inner.append(source) }
      steps.append(step)
      source = x
    }
    if steps.isEmpty { return nil }
  }

  private static func step(_ value: Value, in graph: Graph) -> (Step, Value)? {
    guard let node = graph.producer(of: value), node.inputs.count == 2,
      graph.type(of: value).dtype == .f32
    else { return nil }
    let (a, b) = (node.inputs[0], node.inputs[1])
    switch (node.op, vector(a, in: graph), vector(b, in: graph)) {
    case (is Add, nil, let vector?): return (.plus(vector), a)
    case (is Add, let vector?, nil): return (.plus(vector), b)
    case (is Subtract, nil, let vector?): return (.minus(vector), a)
    case (is Multiply, nil, let vector?): return (.times(vector), a)
    case (is Multiply, let vector?, nil): return (.times(vector), b)
    default: return nil
    }
  }

  /// The vector that a value repeats along every axis but the last.
  private static func vector(_ value: Value, in graph: Graph) -> Value? {
    guard let node = graph.producer(of: value), let broadcast = node.op as? Broadcast,
      broadcast.shape.rank >= 2, broadcast.axes == [broadcast.shape.rank - 1],
      graph.type(of: node.inputs[0]).shape[0] == broadcast.shape[broadcast.shape.rank - 1]
    else { return nil }
    return node.inputs[0]
  }

  /// `source · factor + offset`; operands of the steps have been copied before.
  func merged(in copier: inout GraphCopier) -> Value {
    var factor: Value?
    var offset: Value?
    for step in steps.reversed() {
      switch step {
      case .plus(let old):
        let vector = copier.new(old)
        offset = offset.map { copier.builder.add($0, vector) } ?? vector
      case .minus(let old):
        let vector = copier.new(old)
        offset =
          offset.map { copier.builder.subtract($0, vector) }
          ?? copier.builder.negate(vector)
      case .times(let old):
        let vector = copier.new(old)
        factor = factor.map { copier.builder.multiply($0, vector) } ?? vector
        offset = offset.map { copier.builder.multiply($0, vector) }
      }
    }
    var result = copier.new(source)
    let shape = copier.builder.type(of: result).shape
    let axes = [shape.rank - 1]
    if let factor {
      result = copier.builder.multiply(
        result, copier.builder.broadcast(factor, to: shape, axes: axes))
    }
    if let offset {
      result = copier.builder.add(result, copier.builder.broadcast(offset, to: shape, axes: axes))
    }
    return result
  }
}
