import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Adagrad (Duchi et al., 2011), as `torch.optim.Adagrad`.
///
/// `s ← s + g²`; `p ← p − learning_rate/(1 + (t − 1)·learning_rate_decay) · g/(√s + ε)`.
package struct AdagradOptimizer: Optimizer {
  package static let keyword = "adagrad"
  package static let doc = "Adagrad (Duchi et al., 2011), as `torch.optim.Adagrad`."

  static let rateKey = learningRateKey(1e-2)
  static let rateDecayKey = Key(
    "learning_rate_decay", .number(.nonNegative), default: 0,
    doc: "The rate of step t is divided by 1 + (t − 1) · this.")
  static let epsilonKey = Key(
    "epsilon", .number(.nonNegative), default: 1e-10, doc: "Keeps the divisor above 0.")
  static let decayKey = Key(
    "weight_decay", .number(.nonNegative), default: 0, doc: "L2 penalty, added to the gradient.")
  package static let table = KeyTable(
    "the optimizer `adagrad`", main: "learning_rate",
    [AnyKey(rateKey), AnyKey(rateDecayKey), AnyKey(epsilonKey), AnyKey(decayKey)])

  private(set) var learningRate: Double
  let learningRateDecay: Double
  let epsilon: Double
  let weightDecay: Double

  package init(_ arguments: Arguments) throws(Poisoned) {
    learningRate = try arguments.value(Self.rateKey)
    learningRateDecay = try arguments.value(Self.rateDecayKey)
    epsilon = try arguments.value(Self.epsilonKey)
    weightDecay = try arguments.value(Self.decayKey)
  }

  package func scalingLearningRate(by factor: Double) -> Self {
    var scaled = self
    scaled.learningRate *= factor
    return scaled
  }

  package var slots: [String] { ["sum_of_squares"] }

  package func update(
    _ parameter: Value, gradient: Value, slots: [Value], step: Value, in graph: inout GraphBuilder
  ) -> (parameter: Value, slots: [Value]) {
    guard let old = slots.first else { return (parameter, slots) }
    let gradient = graph.adding(parameter, times: weightDecay, to: gradient)
    let sum = graph.add(old, graph.multiply(gradient, gradient))
    let root = graph.squareRoot(sum)
    let direction = graph.divide(gradient, graph.add(root, graph.constant(epsilon, like: root)))
    let change = graph.multiply(graph.spread(rate(step, in: &graph), like: direction), direction)
    return (graph.subtract(parameter, change), [sum])
  }

  /// The learning rate of a step, in f64.
  private func rate(_ step: Value, in graph: inout GraphBuilder) -> Value {
    let one = graph.constant(1, .scalar(.f64))
    let before = graph.subtract(graph.convert(step, to: .f64), one)
    let divisor = graph.add(one, graph.scaled(before, by: learningRateDecay))
    return graph.divide(graph.constant(learningRate, .scalar(.f64)), divisor)
  }
}
