import NetwrightIR
import NetwrightTensor

/// Cross entropy of a logit with the probability of a yes, element by element, in natural units:
/// `max(x, 0) − x · t + ln(1 + e^−|x|)`, which no logit makes overflow.
///
/// - Shapes: `logits: s`, `targets: s` → `s`.
/// - Dtype: `f32` (`f64` in the interpreter), the same on both sides.
/// - Gradient: `∂logits = g · (sigmoid(x) − t)`, `∂targets = −g · x`, from the parts.
/// - Cost: about six operations an element, tens of cycles.
/// - Errors: `E0303` when the shapes differ; `E0305` when the element types do.
package struct SigmoidCrossEntropy: CompositeOp {
  package static let keyword = "sigmoid_cross_entropy"
  package static let examples = [
    OpExample(SigmoidCrossEntropy(), [[2, 3], [2, 3]], result: [2, 3]),
    OpExample(SigmoidCrossEntropy(), [[], []], result: []),
    OpExample(SigmoidCrossEntropy(), [[0], [0]], result: [0]),
  ]

  package init() {}
  package init(attributes: AttributeReader) throws(AttributeError) {}

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 2)
    try context.requireFloat(inputs[0])
    try context.require(inputs[1], dtype: inputs[0].type.dtype)
    try context.requireSameShape(inputs[0], inputs[1])
    return [inputs[0].type]
  }

  package func decompose(_ inputs: [Value], in graph: inout GraphBuilder) -> [Value] {
    let (x, target) = (inputs[0], inputs[1])
    let magnitude = graph.absolute(x)
    // max(x, 0) as (x + |x|) / 2, whose slope of 1/2 at 0 is that of the whole.
    let positive = graph.scaled(graph.add(x, magnitude), by: 0.5)
    let linear = graph.subtract(positive, graph.multiply(x, target))
    let decay = graph.exponential(graph.negate(magnitude))
    return [graph.add(linear, graph.logarithmOnePlus(decay))]
  }
}

extension GraphBuilder {
  /// The loss of each element.
  package mutating func sigmoidCrossEntropy(_ logits: Value, _ targets: Value) -> Value {
    apply(SigmoidCrossEntropy(), logits, targets)
  }
}
