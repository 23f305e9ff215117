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
  static let decayKey = Key(
    "weight_decay", .number(.nonNegative), default: 0.01,
    doc: "Shrinks parameters by learning_rate · weight_decay a step.")
  package static let table = KeyTable(
    "the optimizer `adamw`", main: "learning_rate",
    [AnyKey(rateKey)] + AdaptiveMoments.keys + [
      AnyKey(decayKey), AnyKey(AdaptiveMoments.amsgradKey),
    ])

  private(set) var moments: AdaptiveMoments
  let weightDecay: Double

  package init(_ arguments: Arguments) throws(Poisoned) {
    moments = try AdaptiveMoments(
      arguments, learningRate: try arguments.value(Self.rateKey))
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
