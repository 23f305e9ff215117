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
    + "Parameter: `table` `[entries, width]`, N(0, 1) at first; `table: {tied: PATH}` takes that "
    + "of another layer."
  package static let example = "- embedding: {entries: 100, width: 8}"
  package static let exampleInput = "i32[batch, 16] in 0..<100"

  static let entriesKey = Key(
    "entries", .integer(1...Int(Int32.max)), doc: "How many indices there are.")
  static let widthKey = Key("width", .size, doc: "Length of each vector.")
  static let initializerKey = Key(
    "initializer", .initializer, default: .normal(1), doc: "How the table begins.")
  static let tableKey = TiedWeight.key("table")
  package static let table = KeyTable(
    "the layer `embedding`",
    [AnyKey(entriesKey), AnyKey(widthKey), AnyKey(initializerKey), AnyKey(tableKey)])

  let entries: Int
  let width: Int
  let initializer: WeightInitializer
  let tied: TiedWeight?

  package init(_ arguments: Arguments) throws(Poisoned) {
    entries = try arguments.value(Self.entriesKey)
    width = try arguments.value(Self.widthKey)
    initializer = try arguments.value(Self.initializerKey)
    tied = try arguments.value(Self.tableKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let input = site.input
    guard input.type.dtype == .i32 else {
      throw .elementType(input, needed: .indices(bound: entries))
    }
    guard let bound = input.bound else { throw .noRange(input, entries: entries) }
    guard bound <= entries else {
      throw .rangeExceeds(input, bound: bound, entries: entries)
    }
    if let tied, initializer != .normal(1) { throw .tie(.initializer(tied)) }
    var table = try site.weight(
      "table", [entries, width], initializer.value(fanIn: entries, fanOut: width), tied: tied)
    if tied?.isTransposed == true { table = site.model.graph.transpose(table) }
    return site.model.graph.gatherRows(table, input.value)
  }
}
