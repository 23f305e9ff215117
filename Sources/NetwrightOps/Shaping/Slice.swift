import NetwrightIR
import NetwrightTensor

/// A box out of a tensor.
///
/// - Shapes: `x: s` → `sizes`, with `starts[i] + sizes[i] ≤ s[i]`.
/// - Dtype: any.
/// - Gradient: `∂x` = `g` padded with zeros.
/// - Cost: none where it is read in place.
/// - Errors: `E0301` when `starts` or `sizes` have another length; `E0313` for a negative start;
///   `E0309` when the box reaches out, or may.
package struct Slice: Op {
  package static let keyword = "slice"
  package static let traits: OpTraits = [.view]
  package static let examples = [
    OpExample(Slice(starts: [0, 1], sizes: [2, 2]), [[2, 3]], result: [2, 2]),
    OpExample(Slice(starts: [3], sizes: [1]), [[7]], result: [1]),
    OpExample(Slice(starts: [], sizes: []), [[]], result: []),
    OpExample(Slice(starts: [1, 3], sizes: [1, 0]), [[2, 3]], result: [1, 0]),
  ]

  package let starts: [Int]
  package let sizes: Shape

  package init(starts: [Int], sizes: Shape) {
    self.starts = starts
    self.sizes = sizes
  }

  package init(attributes: AttributeReader) throws(AttributeError) {
    starts = try attributes.integers("starts")
    sizes = try attributes.shape("sizes")
  }

  package var attributes: [Attribute] {
    [Attribute("starts", .integers(starts)), Attribute("sizes", .shape(sizes))]
  }

  package func substituting(_ binding: [String: Int]) throws(SizeError) -> Slice {
    Slice(starts: starts, sizes: try sizes.substituting(binding))
  }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 1)
    let input = inputs[0]
    guard starts.count == input.rank, sizes.rank == input.rank else {
      throw .rank(input, expected: "\(max(starts.count, sizes.rank)) axes")
    }
    for (axis, start) in starts.enumerated() {
      guard start >= 0 else {
        throw .attribute(name: "starts", value: start, expected: "a number from 0 up")
      }
      if let size = sizes[axis].constant, size < 0 {
        throw .attribute(name: "sizes", value: size, expected: "a number from 0 up")
      }
      let rest = try context.compute(of: input) { () throws(SizeError) in
        try remainder(of: input.shape[axis], axis: axis)
      }
      let size = sizes[axis].constant.map { min($0, Int.max - start) } ?? 0
      try context.require(
        .atLeast(rest, 0), of: input,
        else: .windowExceedsInput(input, window: start + size, available: input.shape[axis]))
    }
    return [input.type.with(sizes)]
  }

  /// What is left of an axis behind the box.
  private func remainder(of size: Dim, axis: Int) throws(SizeError) -> Dim {
    try size.subtracting(sizes[axis]).subtracting(Dim(starts[axis]))
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let shape = graph.type(of: site.inputs[0]).shape
    // The shape rule has computed the same differences: none can fail here.
    let high = shape.dims.enumerated().map { (try? remainder(of: $1, axis: $0)) ?? 0 }
    return [graph.pad(site.upstream, low: starts, high: Shape(high))]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let input = call.inputs[0]
    call.results[0].elements = input.gathered(
      over: call.resultTypes[0].sizes, strides: input.strides,
      from: zip(starts, input.strides).reduce(0) { $0 + $1.0 * $1.1 })
  }

  package func lowerElement(at site: ElementSite) -> KernelValue {
    let place = zip(site.index.axes, starts).map { axis, start in
      axis + Affine(constant: start, loops: site.loops)
    }
    return site.input(0, IndexMap(place))
  }
}

extension GraphBuilder {
  package mutating func slice(_ x: Value, starts: [Int], sizes: Shape) -> Value {
    if type(of: x).shape == sizes, starts.allSatisfy({ $0 == 0 }) { return x }
    return apply(Slice(starts: starts, sizes: sizes), x)
  }
}
