import NetwrightIR
import NetwrightTensor

/// Batch normalization with the statistics of the batch (Ioffe and Szegedy, 2015), by PyTorch's
/// convention: `y` with the biased variance, running statistics with the unbiased one,
/// `new = (1 − momentum) · old + momentum · batch`.
///
/// With one element a channel, the unbiased variance does not exist; the biased one, 0, is taken.
///
/// - Shapes: `x: [.., c]`, `scale`, `offset`, `running_mean`, `running_variance`: `[c]` →
///   `y: [.., c]`, new running mean `[c]`, new running variance `[c]`.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: that of the parts for `y`, mean and variance included; the running statistics
///   neither get one nor pass one on.
/// - Cost: three sweeps, about nine operations an element.
/// - Errors: `E0301` below two axes; `E0304` when a vector has another size; `E0305` for other
///   elements.
package struct BatchNormTraining: CompositeOp {
  package static let keyword = "batch_norm_training"
  package static let examples = [
    BatchNormTraining.example([5, 3]), BatchNormTraining.example([2, 3, 2, 4]),
    BatchNormTraining.example([3, 1]),
  ]

  private static func example(_ sizes: [Int]) -> OpExample {
    let (x, vector) = (TensorType(sizes: sizes), TensorType(sizes: Array(sizes.suffix(1))))
    return OpExample(
      BatchNormTraining(epsilon: 1e-3, momentum: 0.1), [x, vector, vector, vector, vector],
      results: [x, vector, vector])
  }

  package let epsilon: Double
  package let momentum: Double

  package init(epsilon: Double, momentum: Double) {
    self.epsilon = epsilon
    self.momentum = momentum
  }

  package init(attributes: AttributeReader) throws(AttributeError) {
    epsilon = try attributes.number("epsilon")
    momentum = try attributes.number("momentum")
  }

  package var attributes: [Attribute] {
    [Attribute("epsilon", .number(epsilon)), Attribute("momentum", .number(momentum))]
  }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 5)
    guard inputs[0].rank >= 2 else { throw .rank(inputs[0], expected: "at least two axes") }
    try context.requireRows(inputs[0])
    for vector in inputs.dropFirst() {
      try context.require(vector, alongLastAxisOf: inputs[0])
    }
    return [inputs[0].type, inputs[3].type, inputs[4].type]
  }

  package func decompose(_ inputs: [Value], in graph: inout GraphBuilder) -> [Value] {
    let x = inputs[0]
    let axes = Array(0..<graph.type(of: x).rank - 1)
    let mean = graph.mean(x, axes: axes)
    let centered = graph.subtract(x, graph.alongColumns(mean, like: x))
    let variance = graph.mean(graph.multiply(centered, centered), axes: axes)
    let inverse = graph.reciprocalSquareRoot(graph.shifted(variance, by: epsilon))
    let normal = graph.multiply(centered, graph.alongColumns(inverse, like: x))
    let stretched = graph.multiply(normal, graph.alongColumns(inputs[1], like: x))
    let result = graph.add(stretched, graph.alongColumns(inputs[2], like: x))
    let unbiased = self.unbiased(graph.stopGradient(variance), x, axes: axes, in: &graph)
    return [
      result, blend(inputs[3], graph.stopGradient(mean), in: &graph),
      blend(inputs[4], unbiased, in: &graph),
    ]
  }

  /// `variance · n / max(n − 1, 1)` for `n` elements a channel.
  private func unbiased(
    _ variance: Value, _ x: Value, axes: [Int], in graph: inout GraphBuilder
  ) -> Value {
    let type = graph.type(of: variance)
    let count = graph.convert(graph.size(x, axes: axes), to: type.dtype)
    let one = graph.constant(1, like: count)
    let rest = graph.maximum(graph.subtract(count, one), one)
    let factor = graph.divide(count, rest)
    return graph.multiply(variance, graph.broadcast(factor, to: type.shape, axes: []))
  }

  private func blend(_ old: Value, _ batch: Value, in graph: inout GraphBuilder) -> Value {
    let kept = graph.scaled(graph.stopGradient(old), by: 1 - momentum)
    return graph.add(kept, graph.scaled(batch, by: momentum))
  }
}

extension GraphBuilder {
  /// The normalized tensor, the new running mean and the new running variance.
  package mutating func batchNormTraining(
    _ x: Value, scale: Value, offset: Value, runningMean: Value, runningVariance: Value,
    epsilon: Double = 1e-5, momentum: Double = 0.1
  ) -> (result: Value, mean: Value, variance: Value) {
    let op = BatchNormTraining(epsilon: epsilon, momentum: momentum)
    let results = apply(op, list: [x, scale, offset, runningMean, runningVariance])
    // A rejected application gives one stand-in; `finish` reports it.
    guard results.count == 3 else { return (x, runningMean, runningVariance) }
    return (results[0], results[1], results[2])
  }
}
