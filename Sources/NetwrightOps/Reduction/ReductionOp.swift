import NetwrightIR
import NetwrightTensor

/// An op that folds axes away with one associative function.
package protocol ReductionOp: Op {
  static var function: ReductionFunction { get }
  var axes: [Int] { get }
  init(axes: [Int])
}

extension ReductionOp {
  package init(attributes: AttributeReader) throws(AttributeError) {
    self.init(axes: try attributes.integers("axes"))
  }

  package var attributes: [Attribute] { [Attribute("axes", .integers(axes))] }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 1)
    let input = inputs[0]
    try context.requireFloat(input)
    var last = -1
    for axis in axes {
      guard axis > last, axis < input.rank else { throw .axis(axis, input) }
      last = axis
    }
    let kept = input.shape.dims.enumerated().filter { !axes.contains($0.offset) }.map(\.element)
    return [input.type.with(Shape(kept))]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    let input = call.inputs[0]
    let kept = input.sizes.indices.filter { !axes.contains($0) }
    let strides = rowMajorStrides(kept.map { input.sizes[$0] })
    let identity = Scalar(Self.function.identity)
    for index in 0..<call.results[0].count { call.results[0][index] = identity }
    var position = 0
    forEachIndex(of: input.sizes) { index in
      var target = 0
      for (axis, stride) in zip(kept, strides) { target += index[axis] * stride }
      call.results[0][target] = Self.function.function.evaluate(
        [call.results[0][target], input[position]])
      position += 1
    }
  }

  package func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton? {
    .reduction(Self.function, axes: axes)
  }

  package func operationCount(inputs: [TensorType], results: [TensorType]) -> Int {
    inputs[0].elementCount
  }
}
