import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Fully connected layer: `x · weight + bias` over the last axis.
///
/// - Shapes: `[batch, in]` → `[batch, units]`; `[batch, positions, in]` likewise at each position.
/// - Parameters: `weight` `[in, units]`, `bias` `[units]`, both U(±1/√in) at first.
package struct DenseLayer: Layer {
  package static let keyword = "dense"
  package static let doc =
    "Fully connected layer: `[batch, in]` → `[batch, units]`. Parameters: `weight` `[in, units]` "
    + "and `bias` `[units]`, both U(±1/√in) at first. `weight: {tied: PATH}` takes the weight of "
    + "another layer, for example a `token_embedding.table` with `transposed: true`; it is counted "
    + "once and gets the gradients of both uses."
  package static let example = "- dense: {units: 10, activation: relu}"
  package static let exampleInput = "f32[batch, 8]"

  static let unitsKey = Key("units", .size, doc: "Width of the result.")
  static let activationKey = Key(
    "activation", .activation, default: .none, doc: "Function of the result.")
  static let biasKey = Key("bias", .flag, default: true, doc: "Whether a vector is added.")
  static let initializerKey = Key(
    "initializer", .initializer, default: .fanInUniform, doc: "How the weights begin.")
  static let biasInitializerKey = Key(
    "bias_initializer", .initializer, default: .fanInUniform, doc: "How the bias begins.")
  static let weightKey = TiedWeight.key("weight")
  package static let table = KeyTable(
    "the layer `dense`", main: "units",
    [
      AnyKey(unitsKey), AnyKey(activationKey), AnyKey(biasKey), AnyKey(initializerKey),
      AnyKey(biasInitializerKey), AnyKey(weightKey),
    ])

  let units: Int
  package let activation: Activation
  let hasBias: Bool
  let initializer: WeightInitializer
  let biasInitializer: WeightInitializer
  let tied: TiedWeight?

  package init(_ arguments: Arguments) throws(Poisoned) {
    units = try arguments.value(Self.unitsKey)
    activation = try arguments.value(Self.activationKey)
    hasBias = try arguments.value(Self.biasKey)
    initializer = try arguments.value(Self.initializerKey)
    biasInitializer = try arguments.value(Self.biasInitializerKey)
    tied = try arguments.value(Self.weightKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let input = try site.floats(as: .features)
    let last = input.rank - 1
    let width = try site.size(last, of: input)
    if let tied, initializer != .fanInUniform { throw .tie(.initializer(tied)) }
    let weight = try site.weight(
      "weight", [width, units], initializer.value(fanIn: width, fanOut: units), tied: tied)
    let bias =
      hasBias
      ? try site.parameter(
        "bias", [units], biasInitializer.value(fanIn: width, fanOut: units)) : nil
    return try site.perRow(input.value) { rows in
      let product = site.model.graph.contract(
        rows, weight, transposeRight: tied?.isTransposed ?? false)
      return activation(bias.map { site.addingVector($0, to: product) } ?? product, at: site)
    }
  }
}
