import NetwrightIR
import NetwrightOps
import NetwrightSchema

/// The step that Adam and AdamW share (Kingma and Ba, 2014), with ε where PyTorch puts it.
///
/// `m ← m + (1 − β₁)(g − m)`; `v ← β₂·v + (1 − β₂)·g²`;
/// `p ← p − (learning_rate / (1 − β₁ᵗ)) · m / (√v / √(1 − β₂ᵗ) + ε)`.
struct AdaptiveMoments {
  static let beta1Key = Key(
    "beta1", .number(.belowOne), default: 0.9, doc: "Decay of the mean of gradients.")
  static let beta2Key = Key(
    "beta2", .number(.belowOne), default: 0.999, doc: "Decay of the mean of their squares.")
  static let epsilonKey = Key(
    "epsilon", .number(.nonNegative), default: 1e-8, doc: "Keeps the divisor above 0.")
  static let amsgradKey = Key(
    "amsgrad", .flag, default: false,
    doc: "Whether squares never shrink (Reddi et al., 2018).")
  /// Those that both list one after the other.
  static let keys = [AnyKey(beta1Key), AnyKey(beta2Key), AnyKey(epsilonKey)]

  var learningRate: Double
  let beta1: Double
  let beta2: Double
  let epsilon: Double
  /// Whether √v is that of the largest v so far (Reddi et al., 2018).
  let isMonotone: Bool

  init(_ arguments: Arguments, learningRate: Double) throws(Poisoned) {
    self.learningRate = learningRate
    beta1 = try arguments.value(Self.beta1Key)
    beta2 = try arguments.value(Self.beta2Key)
    epsilon = try arguments.value(Self.epsilonKey)
    isMonotone = try arguments.value(Self.amsgradKey)
  }

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
