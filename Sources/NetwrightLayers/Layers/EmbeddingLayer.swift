import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Turns indices into learned vectors.
///
/// - Shapes: `i32[batch, …] in 0..<entries` → `f32[batch, …, width]`.
/// - Parameters: `table` `[entries, width]`, N(0, 1) at first, as PyTorch.
package struct EmbeddingLayer: Layer {
  package static let keyword = "embedding"
  package static let doc =
    "Turns indices into learned vectors: `i32[batch, …] in 0..<entries` → `f32[batch, …, width]`. "
    + "Parameter: `table` `[entries, width]`, N(0, 1) at first."
  package static let example = "- embedding: {entries: 100, width: 8}"
  package static let exampleInput = "i32[batch, 16] in 0..<100"

  static let entriesKey = Key(
    "entries", .integer(1...Int(Int32.max)), doc: "How many indices there are.")
  static let widthKey = Key("width", .size, doc: "Length of each vector.")
  package static let table = KeyTable(
    "the layer `embedding`", [AnyKey(entriesKey), AnyKey(widthKey)])

  let entries: Int
  let width: Int

  package init(_ arguments: Arguments) throws(Poisoned) {
    entries = try arguments.value(Self.entriesKey)
    width = try arguments.value(Self.widthKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let input = site.input
    guard input.type.dtype == .i32 else {
      throw .elementType(input, expected: "i32 in 0..<\(entries)")
    }
    guard let bound = input.bound else { throw .noRange(input, entries: entries) }
    guard bound <= entries else {
      throw .rangeExceeds(input, bound: bound, entries: entries)
    }
    let table = try site.parameter("table", [entries, width], .normal(mean: 0, deviation: 1))
    return site.model.graph.gatherRows(table, input.value)
  }
}
