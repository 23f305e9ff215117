import NetwrightIR
import NetwrightOps
import NetwrightSchema

/// Adam (Kingma and Ba, 2014), as `torch.optim.Adam`.
///
/// The formula stands in `AdaptiveMoments`.
package struct AdamOptimizer: Optimizer {
  package static let keyword = "adam"
  package static let doc =
    "Adam (Kingma and Ba, 2014), as `torch.optim.Adam`."

  static let rateKey = learningRateKey(1e-3)
  static let decayKey = Key(
    "weight_decay", .number(.nonNegative), default: 0,
    doc: "L2 penalty, added to the gradient.")
  package static let table = KeyTable(
    "the optimizer `adam`", main: "learning_rate",
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
    let decayed = graph.adding(parameter, times: weightDecay, to: gradient)
    return moments.update(parameter, gradient: decayed, slots: slots, step: step, in: &graph)
  }
}
