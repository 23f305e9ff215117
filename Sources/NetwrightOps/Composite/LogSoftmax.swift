import NetwrightIR
import NetwrightTensor

/// `x − max x − ln Σ e^(x − max x)` of each row.
///
/// - Shapes: `x: s` → `s`, rows along the last axis.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: that of the parts; the maximum cancels out and gets none.
/// - Cost: two sweeps of a row, one exponential an element.
/// - Errors: `E0301` without an axis; `E0305` for other elements.
package struct LogSoftmax: CompositeOp {
  package static let keyword = "log_softmax"
  package static let examples = [
    OpExample(LogSoftmax(), [[2, 3]], result: [2, 3]),
    OpExample(LogSoftmax(), [[7]], result: [7]),
    OpExample(LogSoftmax(), [[2, 1]], result: [2, 1]),
    OpExample(LogSoftmax(), [[2, 3, 5]], result: [2, 3, 5]),
    OpExample(LogSoftmax(), [[0, 3]], result: [0, 3]),
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
    let below = graph.belowRowMaximum(inputs[0])
    let sum = graph.reduceSum(
      graph.exponential(below), axes: [graph.type(of: below).rank - 1])
    let normalizer = graph.logarithm(sum)
    return [graph.subtract(below, graph.alongRows(normalizer, like: below))]
  }
}

extension GraphBuilder {
  package mutating func logSoftmax(_ x: Value) -> Value { apply(LogSoftmax(), x) }
}
