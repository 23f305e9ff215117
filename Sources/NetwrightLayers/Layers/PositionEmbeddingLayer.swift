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

  static let entriesKey = Key(
    "entries", .integer(1...Int(Int32.max)), doc: "How many positions there may be.")
  package static let table = KeyTable(
    "the layer `position_embedding`", main: "entries", [AnyKey(entriesKey)])

  let entries: Int

  package init(_ arguments: Arguments) throws(Poisoned) {
    entries = try arguments.value(Self.entriesKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let input = try site.floats(
      ranks: 3...3, form: "[batch, positions, features]",
      help: "an `embedding` makes [batch, positions, features] of [batch, positions]")
    let positions = input.shape[1]
    let width = try site.size(2, of: input)
    try site.require(.atLeast(Dim(entries), positions), of: input) {
      .tooFewPositions(input, positions: positions, entries: entries)
    }
    var table = try site.parameter("table", [entries, width], .normal(mean: 0, deviation: 1))
    if positions != Dim(entries) {
      table = site.model.graph.slice(table, starts: [0, 0], sizes: [positions, Dim(width)])
    }
    let repeated = site.model.graph.broadcast(table, to: input.shape, axes: [1, 2])
    return site.model.graph.add(input.value, repeated)
  }
}
