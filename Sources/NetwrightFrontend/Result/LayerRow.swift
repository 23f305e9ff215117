import NetwrightDiagnostics
import NetwrightTensor

/// A line of the layer table.
package struct LayerRow: Sendable {
  /// `dense_1`, or the name that the spec gives.
  package let path: String
  /// The layer's keyword.
  package let kind: String
  /// The type of the result, the batch symbolic.
  package let type: TensorType
  /// Elements of all parameters of the layer.
  package let parameters: Int
  /// Of those that are not frozen.
  package let trainable: Int
  package let span: Span
  /// The layer in YAML with all keys, as in `dense: {units: 10, …}`.
  package var text: String { spelling.text }
  let spelling: LayerEntry.Spelling
  /// The paths of the layers, or the names of the inputs, that it takes first.
  package let inputs: [String]
}
