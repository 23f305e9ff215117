import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Moves reshapes behind elementwise ops, and behind reductions over axes that they merge:
/// `relu(reshape(x))` becomes `reshape(relu(x))`.
///
/// A reshape is the same memory under another shape, so what comes after it cannot share a kernel
/// with what comes before. The dense layer of a sequence multiplies `[batch · positions, in]`: with
/// the reshape behind them, bias, activation and residual sum join the epilogue of the product.
///
/// Safe: an elementwise op does the same under any shape. Never worse: only values that are in
/// memory anyway, and those that cost nothing, are taken along to the other shape; and a value that
/// others read too stays, since the kernel that makes it would have to store both.
package struct SinkReshapes: Pass {
  package static let name = "sink-reshapes"
  package init() {}

  package func run(on original: Graph) throws(GraphBuilder.Failure) -> Graph {
    let graph = try original.rewritingBodies(run(on:))
    let uses = graph.usesByLiveNodes()
    var copier = GraphCopier(graph)
    copier.copyInputs()
    for node in graph.nodes {
      copier.builder.origin = node.origin
      let candidates = node.inputs.filter { isReadOnce($0, in: graph, uses) }
      let inputs = node.inputs.map { copier.new($0) }
      if let result = rewrite(
        node, inputs, from: candidates.map { copier.new($0) }, in: &copier.builder)
      {
        copier.set(node.results[0], to: result)
      } else {
        copier.copy(node)
      }
    }
    copier.copyOutputs()
    return try copier.builder.finish()
  }

  private func isReadOnce(_ value: Value, in graph: Graph, _ uses: [Int]) -> Bool {
    guard uses[value.id] == 1 else { return false }
    guard let maker = graph.producer(of: value), maker.op is Reshape else { return true }
    return uses[maker.inputs[0].id] == 1
  }

  /// - `candidates`: operands behind whose reshape the node may move.
  private func rewrite(
    _ node: Node, _ inputs: [Value], from candidates: [Value], in builder: inout GraphBuilder
  ) -> Value? {
    if node.traits.contains(.elementwise) {
      return sink(node.op, inputs, from: candidates, in: &builder)
    }
    guard let reduction = node.op as? any ReductionOp, !candidates.isEmpty else { return nil }
    return sink(reduction, inputs[0], in: &builder)
  }

  private func sink(
    _ op: any Op, _ inputs: [Value], from candidates: [Value], in builder: inout GraphBuilder
  ) -> Value? {
    for input in candidates {
      guard let reshape = builder.graph.producer(of: input), reshape.op is Reshape,
        let maker = builder.graph.producer(of: reshape.inputs[0]), takesMore(maker)
      else { continue }
      let shape = builder.type(of: input).shape
      let target = builder.type(of: reshape.inputs[0]).shape
      guard let regrouping = Regrouping(from: shape, to: target) else { continue }
      guard inputs.allSatisfy({ regrouping.isFree($0, in: builder.graph) }) else { continue }
      var taken: [Value] = []
      for input in inputs { taken.append(regrouping.take(input, in: &builder)) }
      return builder.reshape(builder.apply(op, list: taken)[0], to: shape)
    }
    return nil
  }

  /// Whether elementwise ops can share the kernel of a node.
  private func takesMore(_ node: Node) -> Bool {
    node.traits.contains(.epilogue) || node.traits.contains(.elementwise)
      || node.traits.contains(.reduction)
  }

  private func sink(
    _ reduction: some ReductionOp, _ input: Value, in builder: inout GraphBuilder
  ) -> Value? {
    guard let reshape = builder.graph.producer(of: input), reshape.op is Reshape else { return nil }
    let (source, shape) = (reshape.inputs[0], builder.type(of: input).shape)
    guard
      let regrouping = Regrouping(from: shape, to: builder.type(of: source).shape),
      let axes = regrouping.mergedAxes(reduction.axes)
    else { return nil }
    let kept = (0..<shape.rank).filter { !reduction.axes.contains($0) }.map { shape[$0] }
    return builder.reshape(
      builder.apply(Swift.type(of: reduction).init(axes: axes), source), to: Shape(kept))
  }
}

/// Two shapes of the same elements, cut into the shortest runs of axes that hold equally many.
private struct Regrouping {
  private let from: [Int]
  private let to: [Int]
  private var runs: [(from: Range<Int>, to: Range<Int>)] = []

  /// `nil` where a size is 0 or unknown, or the shapes are equal.
  init?(from old: Shape, to new: Shape) {
    guard let from = old.sizes, let to = new.sizes, from != to, !from.contains(0), !to.isEmpty,
      !from.isEmpty
    else { return nil }
    self.from = from
    self.to = to
    var (first, second) = (0, 0)
    while first < from.count, second < to.count {
      var (end, otherEnd) = (first + 1, second + 1)
      var (held, wanted) = (from[first], to[second])
      while held != wanted {
        if held < wanted {
          guard end < from.count else { return nil }
          held *= from[end]
          end += 1
        } else {
          guard otherEnd < to.count else { return nil }
          wanted *= to[otherEnd]
          otherEnd += 1
        }
      }
      runs.append((first..<end, second..<otherEnd))
      (first, second) = (end, otherEnd)
    }
    // Unit axes at the end belong to the last run.
    let last = runs.count - 1
    runs[last].from = runs[last].from.lowerBound..<from.count
    runs[last].to = runs[last].to.lowerBound..<to.count
  }

  /// The axes of `to` that are the axes `axes` of `from`, where each run of them is one axis there.
  func mergedAxes(_ axes: [Int]) -> [Int]? {
    var result: [Int] = []
    for run in runs {
      let folded = run.from.filter(axes.contains)
      if folded.isEmpty { continue }
      guard folded.count == run.from.count, run.to.count == 1 else { return nil }
      result.append(run.to.lowerBound)
    }
    return result.isEmpty ? nil : result
  }

  /// Whether a value of the shape `from` can be had in the shape `to` without time or memory: it is
  /// there already, lies in memory, or is made of such values by a few cheap nodes.
  func isFree(_ value: Value, in graph: Graph, depth: Int = 0) -> Bool {
    guard let node = graph.producer(of: value) else { return true }
    switch node.op {
    case is Reshape, is Constant, is RandomUniform: return true
    case let iota as Iota: return mergedAxes([iota.axis]) != nil
    case let broadcast as Broadcast:
      let source = node.inputs[0]
      guard let target = target(of: broadcast, graph.type(of: source).sizes) else { return false }
      guard let maker = graph.producer(of: source) else { return true }
      return target.sizes == graph.type(of: source).sizes || maker.op is Reshape
        || isInMemory(maker)
    default:
      if isInMemory(node) { return true }
      return depth < 3 && node.traits.contains(.elementwise) && !node.traits.contains(.expensive)
        && node.inputs.allSatisfy { isFree($0, in: graph, depth: depth + 1) }
    }
  }

  /// A value that `isFree`, in the shape `to`.
  func take(_ value: Value, in builder: inout GraphBuilder) -> Value {
    guard let node = builder.graph.producer(of: value), !isInMemory(node) else {
      return reshaped(value, to, in: &builder)
    }
    let shape = Shape(sizes: to)
    switch node.op {
    case let constant as Constant:
      return builder.constant(constant.value, builder.type(of: value).with(shape))
    case let random as RandomUniform:
      return builder.apply(RandomUniform(shape, path: random.path), list: node.inputs)[0]
    case let iota as Iota:
      let axis = mergedAxes([iota.axis])?.first ?? 0
      return builder.iota(shape, axis: axis, builder.type(of: value).dtype)
    case let broadcast as Broadcast:
      let source = node.inputs[0]
      guard let target = target(of: broadcast, builder.type(of: source).sizes) else { return value }
      return builder.broadcast(
        reshaped(source, target.sizes, in: &builder), to: shape, axes: target.axes)
    case is Reshape: return reshaped(value, to, in: &builder)
    default:
      var taken: [Value] = []
      for input in node.inputs { taken.append(take(input, in: &builder)) }
      return builder.apply(node.op, list: taken)[0]
    }
  }

  private func isInMemory(_ node: Node) -> Bool {
    node.traits.isDisjoint(with: [.elementwise, .view, .generator, .reduction, .reshaping])
  }

  /// The shape that the source of a broadcast to `from` must have to be repeated to `to`, and along
  /// which axes; `nil` where a run is repeated in part.
  private func target(of broadcast: Broadcast, _ inner: [Int]) -> (sizes: [Int], axes: [Int])? {
    var (sizes, axes): ([Int], [Int]) = ([], [])
    for run in runs {
      let places = broadcast.axes.indices.filter { run.from.contains(broadcast.axes[$0]) }
      let held = places.reduce(1) { $0 * inner[$1] }
      let whole = run.from.reduce(1) { $0 * from[$1] }
      if held == 1, whole != 1 { continue }
      guard held == whole else { return nil }
      sizes += run.to.map { to[$0] }
      axes += run.to
    }
    return (sizes, axes)
  }

  private func reshaped(_ value: Value, _ sizes: [Int], in builder: inout GraphBuilder) -> Value {
    var source = value
    while let node = builder.graph.producer(of: source), node.op is Reshape {
      source = node.inputs[0]
    }
    return builder.reshape(source, to: Shape(sizes: sizes))
  }
}
