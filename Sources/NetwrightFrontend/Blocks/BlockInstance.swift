import NetwrightSchema
import NetwrightSyntax

/// A block read with one set of arguments; all uses with equal arguments share it.
final class BlockInstance: Sendable {
  let name: String
  let doc: String?
  let inputs: [BlockInput]
  let entries: [LayerEntry]
  /// Results by their names within; empty for the last result.
  let outputs: [Name]
  /// Layers after expansion; at most `LayerListDecoder.maximumCount`.
  let layerCount: Int

  init(
    name: String, doc: String?, inputs: [BlockInput], entries: [LayerEntry], outputs: [Name],
    layerCount: Int
  ) {
    self.name = name
    self.doc = doc
    self.inputs = inputs
    self.entries = entries
    self.outputs = outputs
    self.layerCount = layerCount
  }

  var resultCount: Int { max(outputs.count, 1) }
}
