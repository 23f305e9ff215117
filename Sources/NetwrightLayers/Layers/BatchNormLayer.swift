import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Batch normalization over all axes but the last (Ioffe and Szegedy, 2015), with PyTorch's
/// convention: running statistics `(1 − momentum)·old + momentum·batch`, unbiased variance.
///
/// - Shapes: `[batch, …, channels]` → the same.
/// - Parameters: `scale` (1 at first) and `offset` (0) `[channels]`. State: `running_mean` (0) and
///   `running_variance` (1) `[channels]`.
package struct BatchNormLayer: Layer {
  package static let keyword = "batch_norm"
  package static let doc =
    "Normalizes each channel over the batch (Ioffe and Szegedy, 2015); in evaluation by running "
    + "statistics, which are state. Parameters: `scale` (1 at first), `offset` (0) `[channels]`."
  package static let example = "- batch_norm"
  package static let exampleInput = "f32[batch, 8, 8, 2]"
  package static let keepsType = true

  static let momentumKey = Key(
    "momentum", .number(.fraction), default: 0.1,
    doc: "Weight of the new batch in the running statistics, as in PyTorch.")
  static let epsilonKey = Key(
    "epsilon", .number(.positive), default: 1e-5, doc: "Added to the variance.")
  static let scaleKey = Key("scale", .flag, default: true, doc: "Whether the scale is learned.")
  static let offsetKey = Key("offset", .flag, default: true, doc: "Whether the offset is learned.")
  package static let table = KeyTable(
    "the layer `batch_norm`",
    [AnyKey(momentumKey), AnyKey(epsilonKey), AnyKey(scaleKey), AnyKey(offsetKey)])

  let momentum: Double
  let epsilon: Double
  let hasScale: Bool
  let hasOffset: Bool

  package init(_ arguments: Arguments) throws(Poisoned) {
    momentum = try arguments.value(Self.momentumKey)
    epsilon = try arguments.value(Self.epsilonKey)
    hasScale = try arguments.value(Self.scaleKey)
    hasOffset = try arguments.value(Self.offsetKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let input = try site.floats(as: .channels)
    let channels = try site.size(input.rank - 1, of: input)
    let scale = try site.vector("scale", channels, .ones, isLearned: hasScale)
    let offset = try site.vector("offset", channels, .zeros, isLearned: hasOffset)
    let mean = try site.state("running_mean", [channels], .zeros)
    let variance = try site.state("running_variance", [channels], .ones)
    // What is frozen neither follows the batch nor is changed by it.
    guard site.isTraining, !site.isFrozen else {
      return site.model.graph.batchNormInference(
        input.value, scale: scale, offset: offset, runningMean: mean, runningVariance: variance,
        epsilon: epsilon)
    }
    let next = site.model.graph.batchNormTraining(
      input.value, scale: scale, offset: offset, runningMean: mean, runningVariance: variance,
      epsilon: epsilon, momentum: momentum)
    site.update("running_mean", next.mean)
    site.update("running_variance", next.variance)
    return next.result
  }
}

extension LayerSite {
  /// A learned vector, or its first value as a constant.
  func vector(
    _ name: String, _ size: Int, _ initializer: InitialValue, isLearned: Bool
  ) throws(LayerError) -> Value {
    guard !isLearned else { return try parameter(name, [size], initializer) }
    return model.graph.constant(initializer == .ones ? 1 : 0, TensorType(sizes: [size]))
  }
}
