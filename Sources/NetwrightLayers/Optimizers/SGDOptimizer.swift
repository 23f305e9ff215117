import NetwrightIR
import NetwrightOps
import NetwrightSchema

/// Stochastic gradient descent, as `torch.optim.SGD`.
///
/// `g ← g + weight_decay·p`; `m ← momentum·m + (1 − dampening)·g`, `m ← g` in the first step;
/// `g ← g + momentum·m` with `nesterov`, else `g ← m`; `p ← p − learning_rate·g`.
package struct SGDOptimizer: Optimizer {
  package static let keyword = "sgd"
  package static let doc = "Stochastic gradient descent with momentum, as `torch.optim.SGD`."

  static let momentumKey = Key(
    "momentum", .number(.nonNegative), default: 0, doc: "How much of the last step goes on.")
  static let dampeningKey = Key(
    "dampening", .number(.fraction), default: 0, doc: "How much less the gradient adds to it.")
  static let nesterovKey = Key(
    "nesterov", .flag, default: false, doc: "Whether to look ahead (Sutskever et al., 2013).")
  static let decayKey = Key(
    "weight_decay", .number(.nonNegative), default: 0, doc: "L2 penalty, added to the gradient.")
  package static let table = KeyTable(
    "the optimizer `sgd`", main: "learning_rate",
    [
      AnyKey(learningRateKey), AnyKey(momentumKey), AnyKey(dampeningKey), AnyKey(nesterovKey),
      AnyKey(decayKey),
    ])

  private(set) var learningRate: Double
  let momentum: Double
  let dampening: Double
  let isNesterov: Bool
  let weightDecay: Double

  package init(_ arguments: Arguments) throws(Poisoned) {
    learningRate = try arguments.value(Self.learningRateKey)
    momentum = try arguments.value(Self.momentumKey)
    dampening = try arguments.value(Self.dampeningKey)
    isNesterov = try arguments.value(Self.nesterovKey)
    weightDecay = try arguments.value(Self.decayKey)
  }

  package func scalingLearningRate(by factor: Double) -> Self {
    var scaled = self
    scaled.learningRate *= factor
    return scaled
  }

  package var slots: [String] { momentum == 0 ? [] : ["momentum"] }

  package func update(
    _ parameter: Value, gradient: Value, slots: [Value], step: Value, in graph: inout GraphBuilder
  ) -> (parameter: Value, slots: [Value]) {
    var direction = graph.adding(parameter, times: weightDecay, to: gradient)
    var next: [Value] = []
    if let old = slots.first {
      let velocity = graph.add(
        graph.scaled(old, by: momentum), damped(direction, step: step, in: &graph))
      next = [velocity]
      direction =
        isNesterov ? graph.adding(velocity, times: momentum, to: direction) : velocity
    }
    return (graph.adding(direction, times: -learningRate, to: parameter), next)
  }

  /// The gradient's part of the velocity; in the first step all of it, as in PyTorch.
  private func damped(_ direction: Value, step: Value, in graph: inout GraphBuilder) -> Value {
    guard dampening != 0 else { return direction }
    let isFirst = graph.equal(step, graph.constant(1, like: step))
    let factor = graph.select(
      isFirst, graph.constant(1, .scalar(.f64)), graph.constant(1 - dampening, .scalar(.f64)))
    return graph.multiply(direction, graph.spread(factor, like: direction))
  }
}
