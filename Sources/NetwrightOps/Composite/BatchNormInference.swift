import NetwrightIR
import NetwrightTensor

/// Batch normalization with running statistics (Ioffe and Szegedy, 2015):
/// `(x − running_mean) / √(running_variance + epsilon) · scale + offset`.
///
/// - Shapes: `x: [.., c]`, `scale`, `offset`, `running_mean`, `running_variance`: `[c]` →
///   `[.., c]`.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: that of the parts.
/// - Cost: four operations an element.
/// - Errors: `E0301` without an axis; `E0304` when a vector has another size; `E0305` for other
///   elements.
package struct BatchNormInference: CompositeOp {
  package static let keyword = "batch_norm_inference"
  package static let examples = [
    BatchNormInference.example([5, 3]), BatchNormInference.example([2, 3, 2, 4]),
    BatchNormInference.example([1]), BatchNormInference.example([0, 3]),
  ]

  private static func example(_ sizes: [Int]) -> OpExample {
    let (x, vector) = (TensorType(sizes: sizes), TensorType(sizes: Array(sizes.suffix(1))))
    return OpExample(
      BatchNormInference(epsilon: 1e-3), [x, vector, vector, vector, vector], results: [x],
      range: 0.5...2)
  }

  package let epsilon: Double
  package init(epsilon: Double) { self.epsilon = epsilon }

  package init(attributes: AttributeReader) throws(AttributeError) {
    epsilon = try attributes.number("epsilon")
  }

  package var attributes: [Attribute] { [Attribute("epsilon", .number(epsilon))] }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 5)
    try context.requireRows(inputs[0])
    for vector in inputs.dropFirst() {
      try context.require(vector, alongLastAxisOf: inputs[0])
    }
    return [inputs[0].type]
  }

  package func decompose(_ inputs: [Value], in graph: inout GraphBuilder) -> [Value] {
    let (x, scale, offset) = (inputs[0], inputs[1], inputs[2])
    let centered = graph.subtract(x, graph.alongColumns(inputs[3], like: x))
    let inverse = graph.reciprocalSquareRoot(graph.shifted(inputs[4], by: epsilon))
    let factor = graph.multiply(inverse, scale)
    let stretched = graph.multiply(centered, graph.alongColumns(factor, like: x))
    return [graph.add(stretched, graph.alongColumns(offset, like: x))]
  }
}

extension GraphBuilder {
  package mutating func batchNormInference(
    _ x: Value, scale: Value, offset: Value, runningMean: Value, runningVariance: Value,
    epsilon: Double = 1e-5
  ) -> Value {
    apply(
      BatchNormInference(epsilon: epsilon), x, scale, offset, runningMean, runningVariance)
  }
}
