import NetwrightTensor

/// A layer or a block as the spec lists it, with the layers of the block within.
package struct OutlineRow: Hashable, Sendable {
  /// `dense_1`; of a block that is repeated the path of the first.
  package let path: String
  /// The path of the last repetition, where there are several.
  package private(set) var lastPath: String?
  /// The kind of the layer, or the name of the block.
  package let kind: String
  /// How often a block is repeated; 1 for a layer.
  package private(set) var times = 1
  /// The type of the result, the batch symbolic.
  package private(set) var type: TensorType
  /// Elements of all parameters, all repetitions together.
  package private(set) var parameters: Int
  /// Of those that are not frozen.
  package private(set) var trainable: Int
  /// The layers of a block, of the first repetition; empty for a layer.
  package let inner: [OutlineRow]

  init(
    path: String, kind: String, type: TensorType, parameters: Int, trainable: Int,
    inner: [OutlineRow]
  ) {
    self.path = path
    self.kind = kind
    self.type = type
    self.parameters = parameters
    self.trainable = trainable
    self.inner = inner
  }

  /// A layer.
  init(_ row: LayerRow, path: String) {
    self.init(
      path: path, kind: row.kind, type: row.type, parameters: row.parameters,
      trainable: row.trainable, inner: [])
  }

  /// The row for several repetitions of which this is the first.
  func repeated(
    _ times: Int, last: String, type: TensorType, parameters: Int, trainable: Int
  ) -> OutlineRow {
    var row = self
    row.times = times
    row.lastPath = times > 1 ? last : nil
    row.type = type
    row.parameters = parameters
    row.trainable = trainable
    return row
  }
}
