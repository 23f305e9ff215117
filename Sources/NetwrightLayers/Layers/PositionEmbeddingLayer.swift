import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Adds a learned vector for each position.
///
/// - Shapes: `[batch, positions, width]` → the same.
/// - Parameters: `table` `[entries, width]`, N(0, 1) at first, as PyTorch's embeddings; rows from
///   `positions` on are not used.
package struct PositionEmbeddingLayer: Layer {
  package static let keyword = "position_embedding"
  package static let doc =
    "Adds a learned vector for each position: `[batch, positions, width]` → the same. Parameter: "
    + "`table` `[entries, width]`, N(0, 1) at first."
  package static let example = "- position_embedding: {entries: 16}"
  package static let exampleInput = "f32[batch, 16, 8]"
  package static let keepsType = true

  static let entriesKey = Key(
    "entries", .integer(1...Int(Int32.max)), doc: "How many positions there may be.")
  static let initializerKey = Key(
    "initializer", .initializer, default: .normal(1), doc: "How the table begins.")
  package static let table = KeyTable(
    "the layer `position_embedding`", main: "entries",
    [AnyKey(entriesKey), AnyKey(initializerKey)])

  let entries: Int
  let initializer: WeightInitializer

  package init(_ arguments: Arguments) throws(Poisoned) {
    entries = try arguments.value(Self.entriesKey)
    initializer = try arguments.value(Self.initializerKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let input = try site.floats(as: .sequence)
    let positions = input.shape[1]
    let width = try site.size(2, of: input)
    try site.require(.atLeast(Dim(entries), positions), of: input) {
      .tooFewPositions(input, positions: positions, entries: entries)
    }
    var table = try site.parameter(
      "table", [entries, width], initializer.value(fanIn: entries, fanOut: width))
    if positions != Dim(entries) {
      table = site.model.graph.slice(table, starts: [0, 0], sizes: [positions, Dim(width)])
    }
    let repeated = site.model.graph.broadcast(table, to: input.shape, axes: [1, 2])
    return site.model.graph.add(input.value, repeated)
  }
}
