extension Dim {
  /// The name of the size that every spec has: how many rows a step takes.
  package static let batchName = "batch"

  package static let batch = Dim(symbol: batchName)

  /// Whether the size is another for another number of rows.
  package var dependsOnBatch: Bool { symbols.contains(Self.batchName) }
}
