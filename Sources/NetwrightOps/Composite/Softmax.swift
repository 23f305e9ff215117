import NetwrightIR
import NetwrightTensor

/// `e^(x − max x) / Σ e^(x − max x)` of each row.
///
/// - Shapes: `x: s` → `s`, rows along the last axis.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: that of the parts; the maximum cancels out and gets none.
/// - Cost: two sweeps of a row, one exponential an element.
/// - Errors: `E0301` without an axis; `E0305` for other elements.
package struct Softmax: CompositeOp {
  package static let keyword = "softmax"
  package static let examples = [
    OpExample(Softmax(), [[2, 3]], result: [2, 3]),
    OpExample(Softmax(), [[7]], result: [7]),
    OpExample(Softmax(), [[2, 1]], result: [2, 1]),
    OpExample(Softmax(), [[2, 3, 5]], result: [2, 3, 5]),
    OpExample(Softmax(), [[0, 3]], result: [0, 3]),
  ]

  package init() {}
  package init(attributes: AttributeReader) throws(AttributeError) {}

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 1)
    try context.requireRows(inputs[0])
    return [inputs[0].type]
  }

  package func decompose(_ inputs: [Value], in graph: inout GraphBuilder) -> [Value] {
    let powers = graph.exponential(graph.belowRowMaximum(inputs[0]))
    let sum = graph.reduceSum(powers, axes: [graph.type(of: powers).rank - 1])
    return [graph.divide(powers, graph.alongRows(sum, like: powers))]
  }
}

extension GraphBuilder {
  package mutating func softmax(_ x: Value) -> Value { apply(Softmax(), x) }
}
