import NetwrightIR
import NetwrightOps

/// The step that Adam and AdamW share (Kingma and Ba, 2014), with ε where PyTorch puts it.
///
/// `m ← m + (1 − β₁)(g − m)`; `v ← β₂·v + (1 − β₂)·g²`;
/// `p ← p − (learning_rate / (1 − β₁ᵗ)) · m / (√v / √(1 − β₂ᵗ) + ε)`.
struct AdaptiveMoments {
  var learningRate: Double
  let beta1: Double
  let beta2: Double
  let epsilon: Double
  /// Whether √v is that of the largest v so far (Reddi et al., 2018).
  let isMonotone: Bool

  var slots: [String] {
    ["first_moment", "second_moment"] + (isMonotone ? ["largest_second_moment"] : [])
  }

  func update(
    _ parameter: Value, gradient: Value, slots: [Value], step: Value, in graph: inout GraphBuilder
  ) -> (parameter: Value, slots: [Value]) {
    guard slots.count >= 2 else { return (parameter, slots) }
    let difference = graph.subtract(gradient, slots[0])
    let first = graph.adding(difference, times: 1 - beta1, to: slots[0])
    let square = graph.multiply(gradient, gradient)
    let second = graph.adding(
      square, times: 1 - beta2, to: graph.scaled(slots[1], by: beta2))
    let largest = slots.count > 2 ? graph.maximum(slots[2], second) : second
    let rate = graph.constant(learningRate, .scalar(.f64))
    let stepSize = graph.divide(rate, graph.biasCorrection(beta1, step))
    let correction = graph.squareRoot(graph.biasCorrection(beta2, step))
    let root = graph.divide(graph.squareRoot(largest), graph.spread(correction, like: second))
    let denominator = graph.add(root, graph.constant(epsilon, like: root))
    let change = graph.multiply(
      graph.spread(stepSize, like: first), graph.divide(first, denominator))
    return (
      graph.subtract(parameter, change), [first, second] + (slots.count > 2 ? [largest] : [])
    )
  }
}
