import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Removes and merges movement of elements: reshapes to the same shape, reshapes of reshapes,
/// transposes that cancel, broadcasts of broadcasts, broadcasts of reshapes that only add or drop
/// axes of size 1, gradient stops.
///
/// Safe: pure index arithmetic. Never worse: the merged node moves no more than the last one did.
package struct SimplifyShapes: RewritePass {
  package static let name = "simplify-shapes"
  private let keepsGradientStops: Bool

  /// - Parameter keepsGradientStops: before differentiation, where they mean something.
  package init(keepsGradientStops: Bool = false) { self.keepsGradientStops = keepsGradientStops }

  package func rewrite(
    _ node: Node, inputs: [Value], in builder: inout GraphBuilder
  ) -> [Value]? {
    guard let input = inputs.first else { return nil }
    let inner = builder.graph.producer(of: input)
    let type = builder.type(of: input)
    switch node.op {
    case is StopGradient:
      return keepsGradientStops ? nil : [input]
    case let reshape as Reshape:
      if reshape.shape == type.shape { return [input] }
      guard let inner, inner.op is Reshape else { return nil }
      return [builder.reshape(inner.inputs[0], to: reshape.shape)]
    case let transpose as Transpose:
      return simplify(transpose, inner, input, in: &builder)
    case let broadcast as Broadcast:
      return simplify(broadcast, inner, input, in: &builder)
    default:
      return nil
    }
  }

  private func simplify(
    _ transpose: Transpose, _ inner: Node?, _ input: Value, in builder: inout GraphBuilder
  ) -> [Value]? {
    if transpose.permutation == Array(0..<transpose.permutation.count) { return [input] }
    guard let inner, let first = inner.op as? Transpose else { return nil }
    let merged = transpose.permutation.map { first.permutation[$0] }
    if merged == Array(0..<merged.count) { return [inner.inputs[0]] }
    return [builder.transpose(inner.inputs[0], merged)]
  }

  private func simplify(
    _ broadcast: Broadcast, _ inner: Node?, _ input: Value, in builder: inout GraphBuilder
  ) -> [Value]? {
    if broadcast.shape == builder.type(of: input).shape { return [input] }
    guard let inner else { return nil }
    if let first = inner.op as? Broadcast {
      let source = builder.type(of: inner.inputs[0]).shape
      let middle = builder.type(of: input).shape
      // An axis that the first step repeats and the second repeats again must not be mixed up.
      for (axis, size) in zip(first.axes, source.dims) where size == 1 && middle[axis] != 1 {
        return nil
      }
      let axes = first.axes.map { broadcast.axes[$0] }
      return [builder.broadcast(inner.inputs[0], to: broadcast.shape, axes: axes)]
    }
    guard inner.op is Reshape else { return nil }
    return mergeUnitAxes(broadcast, inner, input, in: &builder)
  }

  /// `broadcast(reshape(x))` where the reshape only adds or drops axes of size 1.
  private func mergeUnitAxes(
    _ broadcast: Broadcast, _ inner: Node, _ input: Value, in builder: inout GraphBuilder
  ) -> [Value]? {
    let source = builder.type(of: inner.inputs[0]).shape.dims
    let middle = builder.type(of: input).shape.dims
    guard source.filter({ $0 != 1 }) == middle.filter({ $0 != 1 }) else { return nil }
    // Axes of x with more than one element keep their targets; x sheds its unit axes first.
    let targets = zip(broadcast.axes, middle).filter { $0.1 != 1 }.map(\.0)
    let core = Shape(source.filter { $0 != 1 })
    if source.count == core.rank {
      return [builder.broadcast(inner.inputs[0], to: broadcast.shape, axes: targets)]
    }
    // A reshape that sheds all unit axes is as simple as it gets.
    guard builder.type(of: input).shape != core else { return nil }
    let shed = builder.reshape(inner.inputs[0], to: core)
    return [builder.broadcast(shed, to: broadcast.shape, axes: targets)]
  }
}
