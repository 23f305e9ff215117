import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// One entry of `layers:`. A reference, since it is handed from list to list and never changes.
final class LayerEntry: Sendable {
  enum Body: Sendable {
    case layer(any Layer, Spelling)
    /// A block, as often as it is repeated.
    case blocks([Repetition])
    /// Something wrong with it has been reported.
    case poisoned
  }

  /// A layer as the spec writes it.
  struct Spelling: Sendable {
    let keyword: String
    let arguments: Arguments

    /// The layer with its keys, defaults filled in; made where it is asked for.
    var text: String {
      arguments.texts.isEmpty ? keyword : "\(keyword): \(arguments.flowText)"
    }
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
  /// How parameters of the entry are trained, and where the spec says so.
  let setting: ParameterSetting
  let settingSpan: Span?
  /// The keyword of the layer in the spec.
  let span: Span
  /// What stands after the keyword.
  let keys: SyntaxNode?

  init(
    body: Body, keyword: String, path: String, outputNames: [Name], from: [Name]?,
    setting: ParameterSetting, settingSpan: Span?, span: Span, keys: SyntaxNode?
  ) {
    self.body = body
    self.keyword = keyword
    self.path = path
    self.outputNames = outputNames
    self.from = from
    self.setting = setting
    self.settingSpan = settingSpan
    self.span = span
    self.keys = keys
  }

  var layer: (any Layer)? { if case .layer(let layer, _) = body { layer } else { nil } }

  /// Whether the next entry takes the result before this one; see `Layer.isAside`.
  var isAside: Bool { layer.map { type(of: $0).isAside } ?? false }

  /// Layers after expansion.
  var layerCount: Int {
    guard case .blocks(let repetitions) = body else { return 1 }
    return repetitions.reduce(0) { $0 + $1.instance.layerCount }
  }
}

/// Layers by keyword.
let layerIndex: [String: any Layer.Type] = Dictionary(
  layerRegistry.map { ($0.keyword, $0) }, uniquingKeysWith: { first, _ in first })
