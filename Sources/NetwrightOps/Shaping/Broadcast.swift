import NetwrightIR
import NetwrightTensor

/// Repeats a tensor along new or unit axes.
///
/// - Shapes: `x` → `shape`; axis `i` of `x` becomes axis `axes[i]` of the result, and has its size
///   or size 1. `axes` ascends.
/// - Dtype: any.
/// - Gradient: `∂x` = `g` summed over the repeated axes.
/// - Cost: none where it is read in place.
/// - Errors: `E0303` when a size is neither 1 nor the result's; `E0307` for axes out of order.
package struct Broadcast: Op {
  package static let keyword = "broadcast"
  package static let traits: OpTraits = [.view]
  package static let examples = [
    OpExample(Broadcast(to: [2, 3], axes: [1]), [[3]], result: [2, 3]),
    OpExample(Broadcast(to: [2, 3], axes: [0, 1]), [[2, 1]], result: [2, 3]),
    OpExample(Broadcast(to: [2, 3], axes: []), [[]], result: [2, 3]),
  ]

  package let shape: Shape
  package let axes: [Int]

  package init(to shape: Shape, axes: [Int]) {
    self.shape = shape
    self.axes = axes
  }

  package init(attributes: AttributeReader) throws(AttributeError) {
    shape = try attributes.shape("shape")
    axes = try attributes.integers("axes")
  }

  package var attributes: [Attribute] {
    [Attribute("shape", .shape(shape)), Attribute("axes", .integers(axes))]
  }

  package func substituting(_ binding: [String: Int]) throws(SizeError) -> Broadcast {
    Broadcast(to: try shape.substituting(binding), axes: axes)
  }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 1)
    let input = inputs[0]
    guard axes.count == input.rank else { throw .notBroadcastable(input, target: shape) }
    var last = -1
    for (axis, size) in zip(axes, input.shape.dims) {
      guard axis > last, axis < shape.rank else { throw .axis(axis, input) }
      last = axis
      if size == 1 { continue }
      try context.require(
        size, equals: shape[axis], of: input, else: .notBroadcastable(input, target: shape))
    }
    return [input.type.with(shape)]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let input = graph.type(of: site.inputs[0]).shape
    let kept = Set(zip(axes, input.dims).filter { $1 == shape[$0] }.map(\.0))
    let folded = (0..<shape.rank).filter { !kept.contains($0) }
    let sum = folded.isEmpty ? site.upstream : graph.reduceSum(site.upstream, axes: folded)
    return [graph.reshape(sum, to: input)]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let input = call.inputs[0]
    let sizes = call.resultTypes[0].sizes
    var strides = [Int](repeating: 0, count: sizes.count)
    for (axis, target) in axes.enumerated() where input.sizes[axis] != 1 {
      strides[target] = input.strides[axis]
    }
    call.results[0].elements = input.gathered(over: sizes, strides: strides)
  }

  package func lowerElement(at site: ElementSite) -> KernelValue {
    let sizes = site.inputTypes[0].sizes
    let place = zip(axes, sizes).map { axis, size in
      size == 1 ? Affine(constant: 0, loops: site.loops) : site.index.axes[axis]
    }
    return site.input(0, IndexMap(place))
  }
}

extension GraphBuilder {
  package mutating func broadcast(_ x: Value, to shape: Shape, axes: [Int]) -> Value {
    if type(of: x).shape == shape { return x }
    return apply(Broadcast(to: shape, axes: axes), x)
  }
}
