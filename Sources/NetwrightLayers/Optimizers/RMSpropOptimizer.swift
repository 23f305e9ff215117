import NetwrightIR
import NetwrightOps
import NetwrightSchema

/// RMSprop (Hinton, 2012), as `torch.optim.RMSprop`.
///
/// `v ← alpha·v + (1 − alpha)·g²`; `r = √v + ε`, with `centered` `√(v − a²) + ε` where
/// `a ← a + (1 − alpha)·(g − a)`; `m ← momentum·m + g/r`; `p ← p − learning_rate·m`.
package struct RMSpropOptimizer: Optimizer {
  package static let keyword = "rmsprop"
  package static let doc = "RMSprop (Hinton, 2012), as `torch.optim.RMSprop`."

  static let rateKey = learningRateKey(1e-2)
  static let alphaKey = Key(
    "alpha", .number(.belowOne), default: 0.99, doc: "Decay of the mean of squares.")
  static let epsilonKey = Key(
    "epsilon", .number(.nonNegative), default: 1e-8, doc: "Keeps the divisor above 0.")
  static let momentumKey = Key(
    "momentum", .number(.nonNegative), default: 0, doc: "How much of the last step goes on.")
  static let centeredKey = Key(
    "centered", .flag, default: false, doc: "Whether the mean of gradients is taken off.")
  static let decayKey = Key(
    "weight_decay", .number(.nonNegative), default: 0, doc: "L2 penalty, added to the gradient.")
  package static let table = KeyTable(
    "the optimizer `rmsprop`", main: "learning_rate",
    [
      AnyKey(rateKey), AnyKey(alphaKey), AnyKey(epsilonKey), AnyKey(momentumKey),
      AnyKey(centeredKey), AnyKey(decayKey),
    ])

  private(set) var learningRate: Double
  let alpha: Double
  let epsilon: Double
  let momentum: Double
  let isCentered: Bool
  let weightDecay: Double

  package init(_ arguments: Arguments) throws(Poisoned) {
    learningRate = try arguments.value(Self.rateKey)
    alpha = try arguments.value(Self.alphaKey)
    epsilon = try arguments.value(Self.epsilonKey)
    momentum = try arguments.value(Self.momentumKey)
    isCentered = try arguments.value(Self.centeredKey)
    weightDecay = try arguments.value(Self.decayKey)
  }

  package func scalingLearningRate(by factor: Double) -> Self {
    var scaled = self
    scaled.learningRate *= factor
    return scaled
  }

  package var slots: [String] {
    ["mean_square"] + (isCentered ? ["mean_gradient"] : []) + (momentum == 0 ? [] : ["momentum"])
  }

  package func update(
    _ parameter: Value, gradient: Value, slots: [Value], step: Value, in graph: inout GraphBuilder
  ) -> (parameter: Value, slots: [Value]) {
    guard slots.count == self.slots.count else { return (parameter, slots) }
    let gradient = graph.adding(parameter, times: weightDecay, to: gradient)
    let square = graph.adding(
      graph.multiply(gradient, gradient), times: 1 - alpha,
      to: graph.scaled(slots[0], by: alpha))
    var next = [square]
    var variance = square
    if isCentered {
      let difference = graph.subtract(gradient, slots[1])
      let mean = graph.adding(difference, times: 1 - alpha, to: slots[1])
      variance = graph.subtract(square, graph.multiply(mean, mean))
      next.append(mean)
    }
    let root = graph.squareRoot(variance)
    var direction = graph.divide(gradient, graph.add(root, graph.constant(epsilon, like: root)))
    if momentum != 0, let old = slots.last {
      direction = graph.add(graph.scaled(old, by: momentum), direction)
      next.append(direction)
    }
    return (graph.adding(direction, times: -learningRate, to: parameter), next)
  }
}
