import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Multi-head self-attention (Vaswani et al., 2017) between a projection to queries, keys and values
/// and a projection of the result.
///
/// - Shapes: `[batch, positions, width]` → the same.
/// - Parameters: `qkv_weight` `[width, 3 · width]`, `qkv_bias` `[3 · width]`, `weight`
///   `[width, width]`, `bias` `[width]`, all U(±1/√width) at first.
/// - Formula: per head, `softmax(q · kᵀ / √(width / heads)) · v`. With `dropout` the probabilities
///   lose elements while training; a matrix of them is kept then, which the op of its own avoids.
package struct AttentionLayer: Layer {
  package static let keyword = "attention"
  package static let doc =
    "Multi-head self-attention (Vaswani et al., 2017): `[batch, positions, width]` → the same. "
    + "Per head, softmax(q·kᵀ / √(width / heads)) · v. Parameters: `qkv_weight` "
    + "`[width, 3 · width]` and `qkv_bias` make queries, keys and values; `weight` "
    + "`[width, width]` and `bias` project the result; all U(±1/√width) at first. `dropout` sets "
    + "elements of the softmax to 0 while training, as in GPT-2; the probabilities of all pairs of "
    + "positions are in memory then, which is slower than without."
  package static let example = "- attention: {heads: 2, causal: true}"
  package static let exampleInput = "f32[batch, 16, 8]"
  package static let keepsType = true

  static let headsKey = Key(
    "heads", .integer(1...(1 << 31)), doc: "How many heads share the width equally.")
  static let causalKey = Key(
    "causal", .flag, default: false, doc: "Whether a position sees only itself and those before.")
  static let biasKey = Key(
    "bias", .flag, default: true, doc: "Whether vectors are added after both projections.")
  static let dropoutKey = Key(
    "dropout", .number(.belowOne), default: 0,
    doc: "Probability that a position is not attended to, while training.")
  static let initializerKey = Key(
    "initializer", .initializer, default: .fanInUniform, doc: "How both weights begin.")
  static let biasInitializerKey = Key(
    "bias_initializer", .initializer, default: .fanInUniform, doc: "How both biases begin.")
  package static let table = KeyTable(
    "the layer `attention`",
    [
      AnyKey(headsKey), AnyKey(causalKey), AnyKey(biasKey), AnyKey(dropoutKey),
      AnyKey(initializerKey), AnyKey(biasInitializerKey),
    ])

  let heads: Int
  let isCausal: Bool
  let hasBias: Bool
  let dropout: Double
  let initializer: WeightInitializer
  let biasInitializer: WeightInitializer

  package init(_ arguments: Arguments) throws(Poisoned) {
    heads = try arguments.value(Self.headsKey)
    isCausal = try arguments.value(Self.causalKey)
    hasBias = try arguments.value(Self.biasKey)
    dropout = try arguments.value(Self.dropoutKey)
    initializer = try arguments.value(Self.initializerKey)
    biasInitializer = try arguments.value(Self.biasInitializerKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let input = try site.floats(as: .sequence)
    let width = try site.size(2, of: input)
    guard width % heads == 0 else { throw .heads(input, heads: heads, width: width) }
    let (tripled, overflow) = width.multipliedReportingOverflow(by: 3)
    guard !overflow else { throw .tooLarge(tensor: site.path, shape: input.shape) }
    let packed = try project(input.value, "qkv_", from: width, to: tripled, at: site)
    let attended =
      site.isTraining && dropout > 0
      ? try AttentionProbabilities(site: site, heads: heads, isCausal: isCausal, dropout: dropout)
        .attended(packed, width: width)
      : site.model.graph.attention(packed, heads: heads, isCausal: isCausal)
    return try project(attended, "", from: width, to: width, at: site)
  }

  private func project(
    _ value: Value, _ prefix: String, from width: Int, to units: Int, at site: LayerSite
  ) throws(LayerError) -> Value {
    let weight = try site.parameter(
      "\(prefix)weight", [width, units], initializer.value(fanIn: width, fanOut: units))
    let bias =
      hasBias
      ? try site.parameter(
        "\(prefix)bias", [units], biasInitializer.value(fanIn: width, fanOut: units)) : nil
    return try site.perRow(value) { rows in
      let product = site.model.graph.contract(rows, weight)
      return bias.map { site.addingVector($0, to: product) } ?? product
    }
  }
}
