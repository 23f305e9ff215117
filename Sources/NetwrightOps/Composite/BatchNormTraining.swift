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
/// - Gradient: with `n` elements a channel, `x̂` normalized and `g` the gradient of `y`:
///   `∂offset = Σg`, `∂scale = Σ(g · x̂)`,
///   `∂x = scale / √(variance + epsilon) · (g − Σg / n − x̂ · Σ(g · x̂) / n)`; the running
///   statistics neither get one nor pass one on.
/// - Cost: two sweeps, about seven operations an element.
/// - Errors: `E0301` below two axes; `E0304` when a vector has another size; `E0305` for other
///   elements.
package struct BatchNormTraining: CompositeOp {
  package static let keyword = "batch_norm_training"
  package static let traits: OpTraits = [.composite, .ownGradient]
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

  /// The parts that the result and its gradient have in common.
  private struct Statistics {
    let axes: [Int]
    let mean: Value
    let variance: Value
    /// `1 / √(variance + epsilon)`.
    let inverse: Value
    /// `x − mean`.
    let centered: Value
  }

  /// Mean and variance of each channel from one sweep over `d = x − s`, where `s` is the first
  /// element of the channel: `mean = s + E[d]`, `variance = E[d²] − E[d]²`.
  ///
  /// Since `s` is one of the elements, `(s − mean)² ≤ n · variance`: what cancels costs at most the
  /// rounding of a sum of `n` terms, however far from 0 the channel lies.
  private func statistics(_ x: Value, in graph: inout GraphBuilder) -> Statistics {
    let axes = Array(0..<graph.type(of: x).rank - 1)
    let mean: Value
    let variance: Value
    if let first = firstElements(of: x, axes: axes, in: &graph) {
      let shifted = graph.subtract(x, graph.alongColumns(first, like: x))
      let shift = graph.mean(shifted, axes: axes)
      let squares = graph.mean(graph.multiply(shifted, shifted), axes: axes)
      let difference = graph.subtract(squares, graph.multiply(shift, shift))
      mean = graph.add(first, shift)
      variance = graph.maximum(difference, graph.constant(0, like: difference))
    } else {
      mean = graph.mean(x, axes: axes)
      let centered = graph.subtract(x, graph.alongColumns(mean, like: x))
      variance = graph.mean(graph.multiply(centered, centered), axes: axes)
    }
    return Statistics(
      axes: axes, mean: mean, variance: variance,
      inverse: graph.reciprocalSquareRoot(graph.shifted(variance, by: epsilon)),
      centered: graph.subtract(x, graph.alongColumns(mean, like: x)))
  }

  /// The first element of each channel; `nil` where there may be none.
  private func firstElements(
    of x: Value, axes: [Int], in graph: inout GraphBuilder
  ) -> Value? {
    let shape = graph.type(of: x).shape
    guard axes.allSatisfy({ shape[$0].constant ?? 0 > 0 }) else { return nil }
    let channels = shape[axes.count]
    let box = graph.slice(
      x, starts: shape.dims.map { _ in 0 }, sizes: Shape(axes.map { _ in Dim(1) } + [channels]))
    return graph.stopGradient(graph.reshape(box, to: Shape([channels])))
  }

  package func decompose(_ inputs: [Value], in graph: inout GraphBuilder) -> [Value] {
    let x = inputs[0]
    let parts = statistics(x, in: &graph)
    let factor = graph.multiply(inputs[1], parts.inverse)
    let stretched = graph.multiply(parts.centered, graph.alongColumns(factor, like: x))
    let result = graph.add(stretched, graph.alongColumns(inputs[2], like: x))
    let unbiased = self.unbiased(
      graph.stopGradient(parts.variance), x, axes: parts.axes, in: &graph)
    return [
      result, blend(inputs[3], graph.stopGradient(parts.mean), in: &graph),
      blend(inputs[4], unbiased, in: &graph),
    ]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let (x, scale, g) = (site.inputs[0], site.inputs[1], site.upstream)
    // Equal to the nodes of the forward pass, which `ShareCommonNodes` finds.
    let parts = statistics(x, in: &graph)
    let offsetGradient = graph.reduceSum(g, axes: parts.axes)
    // What belongs to a channel stays out of the sums and of the large tensors.
    let correlation = graph.reduceSum(graph.multiply(g, parts.centered), axes: parts.axes)
    let scaleGradient = graph.multiply(correlation, parts.inverse)
    let type = graph.type(of: scale)
    let count = graph.convert(graph.size(x, axes: parts.axes), to: type.dtype)
    let n = graph.broadcast(count, to: type.shape, axes: [])
    let level = graph.divide(offsetGradient, n)
    let slope = graph.multiply(graph.divide(scaleGradient, n), parts.inverse)
    let factor = graph.multiply(scale, parts.inverse)
    let tilt = graph.multiply(parts.centered, graph.alongColumns(slope, like: x))
    let rest = graph.subtract(graph.subtract(g, graph.alongColumns(level, like: x)), tilt)
    return [
      graph.multiply(graph.alongColumns(factor, like: x), rest), scaleGradient, offsetGradient,
      nil, nil,
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
