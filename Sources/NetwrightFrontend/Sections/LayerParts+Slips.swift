import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// Kinds of layers as other languages write them.
extension LayerListDecoder {
  /// What is said of such a kind, and what it is read as.
  struct KindSlip {
    let finding: Diagnostic
    let kind: SyntaxNode
    let value: SyntaxNode?
  }

  private static let longestKind = 80

  /// `dense(10)`, `dense:10`, or `act: relu`; `nil` for anything else.
  func kindSlip(_ text: String, _ parts: LayerParts, of node: SyntaxNode) -> KindSlip? {
    guard text.utf8.count <= Self.longestKind else { return nil }
    return node.scalar == nil ? namedActivation(text, parts, of: node) : call(text, node)
  }

  /// `act: relu`: an activation is a layer by its own name.
  private func namedActivation(
    _ text: String, _ parts: LayerParts, of node: SyntaxNode
  ) -> KindSlip? {
    guard
      OtherWords.ours(for: text, among: ["activation"]) == ["activation"] || text == "activation",
      let value = parts.value, let word = value.scalar?.text,
      layerIndex[word]?.namedActivation != nil
    else { return nil }
    let written = node.mapping?.count == 1 ? word : "\(word): {}"
    let isPlain = parts.kind.aliasSpan == nil && value.aliasSpan == nil
    let span = parts.kind.useSpan.joined(with: value.useSpan)
    return KindSlip(
      finding: Diagnostic("E0107", "expected a layer, found `\(text)`", at: parts.kind.useSpan)
        .expected("a layer").found("`\(text)`")
        .help("an activation is a layer by its own name: `- \(written)`")
        .replacing(isPlain && !node.span.text.hasPrefix("{") ? span : nil, with: written),
      kind: parts.kind.spelled(word, at: value.useSpan), value: nil)
  }

  /// `dense(10)` or `dense:10`.
  private func call(_ text: String, _ node: SyntaxNode) -> KindSlip? {
    let name = String(text.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    let rest = text.dropFirst(name.count)
    let isCall = rest.hasPrefix("(") && rest.hasSuffix(")")
    let value = String(isCall ? rest.dropFirst().dropLast() : rest.dropFirst())
    guard isKind(name), isCall || rest.hasPrefix(":"),
      value.allSatisfy({ $0.isLetter || $0.isNumber || "_.%-".contains($0) })
    else { return nil }
    let written = value.isEmpty ? name : "\(name): \(value)"
    let isPlain = node.aliasSpan == nil && node.span.text == text
    let finding = Diagnostic(
      "E0107", "expected a layer, found `\(VisibleText.of(text, limit: 60))`", at: node.useSpan
    ).expected("a layer").found("`\(VisibleText.of(text, limit: 60))`")
      .help("a layer and its value are written `- \(written)`")
      .replacing(isPlain ? node.span : nil, with: written)
    return KindSlip(
      finding: finding, kind: node.spelled(name),
      value: value.isEmpty ? nil : node.spelled(value))
  }
}
