import NetwrightIR
import NetwrightTensor

/// A tensor with a margin of one number around it.
///
/// - Shapes: `x: s` → `low + s + high`, axis by axis.
/// - Dtype: any.
/// - Gradient: `∂x` = the slice of `g` inside the margin.
/// - Cost: a copy of the result.
/// - Errors: `E0301` when `low` or `high` have another length; `E0313` for a negative margin;
///   `E0314` when a size leaves 63 bits.
package struct Pad: Op {
  package static let keyword = "pad"
  package static let traits: OpTraits = [.skeleton]
  package static let examples = [
    OpExample(Pad(low: [0, 1], high: [1, 2]), [[2, 3]], result: [3, 6]),
    OpExample(Pad(low: [2], high: [0], value: -1), [[1]], result: [3]),
    OpExample(Pad(low: [], high: []), [[]], result: []),
    OpExample(Pad(low: [1], high: [1]), [[0]], result: [2]),
  ]

  package let low: [Int]
  package let high: Shape
  package let value: Double

  package init(low: [Int], high: Shape, value: Double = 0) {
    self.low = low
    self.high = high
    self.value = value
  }

  package init(attributes: AttributeReader) throws(AttributeError) {
    low = try attributes.integers("low")
    high = try attributes.shape("high")
    value = try attributes.number("value")
  }

  package var attributes: [Attribute] {
    [
      Attribute("low", .integers(low)), Attribute("high", .shape(high)),
      Attribute("value", .number(value)),
    ]
  }

  package func substituting(_ binding: [String: Int]) throws(SizeError) -> Pad {
    Pad(low: low, high: try high.substituting(binding), value: value)
  }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 1)
    let input = inputs[0]
    guard low.count == input.rank, high.rank == input.rank else {
      throw .rank(input, expected: "\(max(low.count, high.rank)) axes")
    }
    var dims: [Dim] = []
    for (axis, size) in input.shape.dims.enumerated() {
      for (name, margin) in [("low", low[axis]), ("high", high[axis].constant ?? 0)]
      where margin < 0 {
        throw .attribute(name: name, value: margin, expected: "a number from 0 up")
      }
      dims.append(
        try context.compute(of: input) { () throws(SizeError) in
          try size.adding(Dim(low[axis])).adding(high[axis])
        })
    }
    return [input.type.with(Shape(dims))]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let shape = graph.type(of: site.inputs[0]).shape
    return [graph.slice(site.upstream, starts: low, sizes: shape)]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    var result = Buffer(sizes: call.results[0].sizes, repeating: Scalar(value))
    let first = zip(low, result.strides).reduce(0) { $0 + $1.0 * $1.1 }
    result.place(call.inputs[0], strides: result.strides, from: first)
    call.results[0] = result
  }

  package func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton? {
    .assembly(fill: value, [AssemblyPart(input: 0, starts: low)])
  }
}

extension GraphBuilder {
  /// `x` itself where there is no margin.
  package mutating func pad(_ x: Value, low: [Int], high: Shape, value: Double = 0) -> Value {
    if low.allSatisfy({ $0 == 0 }), high.dims.allSatisfy({ $0 == 0 }) { return x }
    return apply(Pad(low: low, high: high, value: value), x)
  }
}
