import NetwrightIR
import NetwrightOps
import NetwrightSchema

/// Stochastic gradient descent, as `torch.optim.SGD`.
///
/// `g ← g + weight_decay·p`; `m ← momentum·m + g`; `g ← g + momentum·m` with `nesterov`, else
/// `g ← m`; `p ← p − learning_rate·g`.
package struct SGDOptimizer: Optimizer {
  package static let keyword = "sgd"
  package static let doc = "Stochastic gradient descent with momentum, as `torch.optim.SGD`."

  static let momentumKey = Key(
    "momentum", .number(.nonNegative), default: 0, doc: "How much of the last step goes on.")
  static let nesterovKey = Key(
    "nesterov", .flag, default: false, doc: "Whether to look ahead (Sutskever et al., 2013).")
  static let decayKey = Key(
    "weight_decay", .number(.nonNegative), default: 0, doc: "L2 penalty, added to the gradient.")
  package static let table = KeyTable(
    "the optimizer `sgd`", main: "learning_rate",
    [AnyKey(learningRateKey), AnyKey(momentumKey), AnyKey(nesterovKey), AnyKey(decayKey)])

  let learningRate: Double
  let momentum: Double
  let isNesterov: Bool
  let weightDecay: Double

  package init(_ arguments: Arguments) throws(Poisoned) {
    learningRate = try arguments.value(Self.learningRateKey)
    momentum = try arguments.value(Self.momentumKey)
    isNesterov = try arguments.value(Self.nesterovKey)
    weightDecay = try arguments.value(Self.decayKey)
  }

  package var slots: [String] { momentum == 0 ? [] : ["momentum"] }

  package func update(
    _ parameter: Value, gradient: Value, slots: [Value], step: Value, in graph: inout GraphBuilder
  ) -> (parameter: Value, slots: [Value]) {
    var direction = graph.adding(parameter, times: weightDecay, to: gradient)
    var next: [Value] = []
    if let old = slots.first {
      // From a zero slot the first step gives the gradient itself, as PyTorch's does.
      let velocity = graph.add(graph.scaled(old, by: momentum), direction)
      next = [velocity]
      direction =
        isNesterov ? graph.adding(velocity, times: momentum, to: direction) : velocity
    }
    return (graph.adding(direction, times: -learningRate, to: parameter), next)
  }
}
