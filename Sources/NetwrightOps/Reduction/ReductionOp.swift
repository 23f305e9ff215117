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
    var strides = [Int](repeating: 0, count: input.sizes.count)
    for (axis, step) in zip(kept, rowMajorStrides(kept.map { input.sizes[$0] })) {
      strides[axis] = step
    }
    let function = Self.function.function
    var result = [Scalar](
      repeating: Scalar(Self.function.identity), count: call.results[0].count)
    var position = 0
    forEachOffset(of: input.sizes, strides: strides) { target in
      result[target] = function.evaluate(result[target], input[position], 0)
      position += 1
    }
    call.results[0].elements = result
  }

  package func skeleton(inputs: [TensorType], results: [TensorType]) -> Skeleton? {
    .reduction(Self.function, axes: axes)
  }

  package func operationCount(inputs: [TensorType], results: [TensorType]) -> Int {
    inputs[0].elementCount
  }
}
