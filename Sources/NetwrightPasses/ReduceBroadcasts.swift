import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Folds axes along which a tensor is only repeated without walking them: a sum over `n` equal
/// elements is `n` times one of them, a maximum or minimum is that one.
///
/// Safe: one rounding instead of `n`; NaN and infinities come out the same. Axes of no elements
/// stay as they are. Never worse: the tensor that is folded gets smaller.
package struct ReduceBroadcasts: RewritePass {
  package static let name = "reduce-broadcasts"
  package init() {}

  package func rewrite(
    _ node: Node, inputs: [Value], in builder: inout GraphBuilder
  ) -> [Value]? {
    guard let reduction = node.op as? any ReductionOp,
      let producer = builder.graph.producer(of: inputs[0])
    else { return nil }
    let result: Value? =
      if let constant = producer.op as? Constant {
        fold(reduction, constant.value, inputs[0], in: &builder)
      } else if let broadcast = producer.op as? Broadcast {
        fold(reduction, broadcast, of: producer.inputs[0], in: &builder)
      } else {
        nil
      }
    return result.map { [$0] }
  }

  private func fold(
    _ reduction: some ReductionOp, _ number: Double, _ x: Value, in builder: inout GraphBuilder
  ) -> Value? {
    let sizes = builder.type(of: x).sizes
    let count = reduction.axes.reduce(1) { $0 * sizes[$1] }
    guard count > 0 else { return nil }
    let kept = sizes.indices.filter { !reduction.axes.contains($0) }
    let type = builder.type(of: x).with(Shape(sizes: kept.map { sizes[$0] }))
    let value = times(number, count, in: reduction)
    return builder.constant(type.dtype == .f32 ? Double(Float(value)) : value, type)
  }

  private func fold(
    _ reduction: some ReductionOp, _ broadcast: Broadcast, of source: Value,
    in builder: inout GraphBuilder
  ) -> Value? {
    guard let sizes = broadcast.shape.sizes else { return nil }
    let inner = builder.type(of: source).sizes
    // Axes of the result along which elements differ.
    let varying = zip(broadcast.axes, inner).filter { $1 == sizes[$0] }.map(\.0)
    let repeated = reduction.axes.filter { !varying.contains($0) }
    let count = repeated.reduce(1) { $0 * sizes[$1] }
    guard !repeated.isEmpty, count > 0 else { return nil }
    // The source without the unit axes that were repeated, and without the axes that are folded.
    let keptPlaces = broadcast.axes.indices.filter { !repeated.contains(broadcast.axes[$0]) }
    let core = builder.reshape(source, to: Shape(sizes: keptPlaces.map { inner[$0] }))
    let keptAxes = keptPlaces.map { broadcast.axes[$0] }
    let folded = keptAxes.indices.filter { reduction.axes.contains(keptAxes[$0]) }
    var result = core
    if !folded.isEmpty {
      result = builder.apply(Swift.type(of: reduction).init(axes: folded), core)
    }
    let factor = times(1, count, in: reduction)
    if factor != 1 {
      result = builder.multiply(result, builder.constant(factor, like: result))
    }
    let remaining = sizes.indices.filter { !reduction.axes.contains($0) }
    let axes = keptAxes.filter { !reduction.axes.contains($0) }
      .compactMap { remaining.firstIndex(of: $0) }
    return builder.broadcast(result, to: Shape(sizes: remaining.map { sizes[$0] }), axes: axes)
  }

  /// What `count` elements of this number fold to.
  private func times(_ number: Double, _ count: Int, in reduction: some ReductionOp) -> Double {
    Swift.type(of: reduction).function == .sum ? number * Double(count) : number
  }
}
