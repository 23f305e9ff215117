import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Layer normalization over the last axis (Ba et al., 2016), with the biased variance.
///
/// - Shapes: `[batch, …, features]` → the same.
/// - Parameters: `scale` (1 at first) and `offset` (0) `[features]`.
package struct LayerNormLayer: Layer {
  package static let keyword = "layer_norm"
  package static let doc =
    "Normalizes the last axis of each row (Ba et al., 2016). Parameters: `scale` (1 at first), "
    + "`offset` (0) `[features]`."
  package static let example = "- layer_norm"
  package static let exampleInput = "f32[batch, 8]"
  package static let keepsType = true

  static let epsilonKey = Key(
    "epsilon", .number(.positive), default: 1e-5, doc: "Added to the variance.")
  static let scaleKey = Key("scale", .flag, default: true, doc: "Whether the scale is learned.")
  static let offsetKey = Key("offset", .flag, default: true, doc: "Whether the offset is learned.")
  package static let table = KeyTable(
    "the layer `layer_norm`", [AnyKey(epsilonKey), AnyKey(scaleKey), AnyKey(offsetKey)])

  let epsilon: Double
  let hasScale: Bool
  let hasOffset: Bool

  package init(_ arguments: Arguments) throws(Poisoned) {
    epsilon = try arguments.value(Self.epsilonKey)
    hasScale = try arguments.value(Self.scaleKey)
    hasOffset = try arguments.value(Self.offsetKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let input = try site.floats(as: .lastAxis)
    let features = try site.size(input.rank - 1, of: input)
    let scale = try site.vector("scale", features, .ones, isLearned: hasScale)
    let offset = try site.vector("offset", features, .zeros, isLearned: hasOffset)
    return site.model.graph.layerNorm(
      input.value, scale: scale, offset: offset, epsilon: epsilon)
  }
}
