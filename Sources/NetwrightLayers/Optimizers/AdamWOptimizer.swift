import NetwrightIR
import NetwrightOps
import NetwrightSchema

/// Adam with weight decay apart from the gradient (Loshchilov and Hutter, 2017), as
/// `torch.optim.AdamW`.
///
/// The formula stands in `AdaptiveMoments`.
package struct AdamWOptimizer: Optimizer {
  package static let keyword = "adamw"
  package static let doc =
    "Adam with weight decay apart from the gradient (Loshchilov and Hutter, 2017), as "
    + "`torch.optim.AdamW`."

  static let rateKey = learningRateKey(1e-3)
  static let beta1Key = Key(
    "beta1", .number(.belowOne), default: 0.9, doc: "Decay of the mean of gradients.")
  static let beta2Key = Key(
    "beta2", .number(.belowOne), default: 0.999, doc: "Decay of the mean of their squares.")
  static let epsilonKey = Key(
    "epsilon", .number(.nonNegative), default: 1e-8, doc: "Keeps the divisor above 0.")
  static let amsgradKey = Key(
    "amsgrad", .flag, default: false,
    doc: "Whether squares never shrink (Reddi et al., 2018).")
  static let decayKey = Key(
    "weight_decay", .number(.nonNegative), default: 0.01,
    doc: "Shrinks parameters by learning_rate · weight_decay a step.")
  package static let table = KeyTable(
    "the optimizer `adamw`", main: "learning_rate",
    [
      AnyKey(rateKey), AnyKey(beta1Key), AnyKey(beta2Key), AnyKey(epsilonKey), AnyKey(decayKey),
      AnyKey(amsgradKey),
    ])

  private(set) var moments: AdaptiveMoments
  let weightDecay: Double

  package init(_ arguments: Arguments) throws(Poisoned) {
    moments = AdaptiveMoments(
      learningRate: try arguments.value(Self.rateKey), beta1: try arguments.value(Self.beta1Key),
      beta2: try arguments.value(Self.beta2Key), epsilon: try arguments.value(Self.epsilonKey),
      isMonotone: try arguments.value(Self.amsgradKey))
    weightDecay = try arguments.value(Self.decayKey)
  }

  package func scalingLearningRate(by factor: Double) -> Self {
    var scaled = self
    scaled.moments.learningRate *= factor
    return scaled
  }

  package var slots: [String] { moments.slots }

  package func update(
    _ parameter: Value, gradient: Value, slots: [Value], step: Value, in graph: inout GraphBuilder
  ) -> (parameter: Value, slots: [Value]) {
    let shrunk = graph.scaled(parameter, by: 1 - moments.learningRate * weightDecay)
    return moments.update(shrunk, gradient: gradient, slots: slots, step: step, in: &graph)
  }
}
