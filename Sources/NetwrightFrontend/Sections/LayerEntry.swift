import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// One entry of `layers:`.
struct LayerEntry: Sendable {
  enum Body: Sendable {
    /// A layer, and its keys and values with defaults filled in.
    case layer(any Layer, text: String)
    /// A block, as often as it is repeated.
    case blocks([Repetition])
    /// Something wrong with it has been reported.
    case poisoned
  }

  /// A block under the path of one use.
  struct Repetition: Sendable {
    let path: String
    let instance: BlockInstance
  }

  let body: Body
  /// The kind of layer, or the name of the block.
  let keyword: String
  /// `dense_1`, or the name given with `name:`; of a repeated block that of the last one.
  let path: String
  /// Names of the results, in order; fewer than there are where they need none.
  let outputNames: [Name]
  let from: [Name]?
  /// The keyword of the layer in the spec.
  let span: Span
  /// What stands after the keyword.
  let keys: SyntaxNode?

  var layer: (any Layer)? { if case .layer(let layer, _) = body { layer } else { nil } }

  /// Layers after expansion.
  var layerCount: Int {
    guard case .blocks(let repetitions) = body else { return 1 }
    return repetitions.reduce(0) { $0 + $1.instance.layerCount }
  }
}

/// Layers by keyword.
let layerIndex: [String: any Layer.Type] = Dictionary(
  layerRegistry.map { ($0.keyword, $0) }, uniquingKeysWith: { first, _ in first })
