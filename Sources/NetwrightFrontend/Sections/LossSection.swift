import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// The loss with what it compares.
struct LossSection: Sendable {
  let loss: any Loss
  let keyword: String
  let span: Span
  let resolvedText: String

  init(_ node: SyntaxNode, _ decoder: Decoder) throws(Poisoned) {
    let choice = try Choice(
      node, kind: "a loss", among: lossRegistry.map { ($0.keyword, $0.table) }, decoder)
    guard let type = lossRegistry.first(where: { $0.keyword == choice.keyword }) else {
      throw Poisoned()
    }
    loss = try type.init(choice.arguments)
    keyword = choice.keyword
    span = choice.span
    resolvedText = "{\(keyword): \(choice.arguments.flowText)}"
  }
}
