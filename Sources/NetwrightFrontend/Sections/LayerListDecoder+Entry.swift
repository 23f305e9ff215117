import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// One layer of the language, and entries that name none or several.
extension LayerListDecoder {
  func layer(
    _ node: SyntaxNode, _ value: SyntaxNode?, keyword: String, span: Span
  ) throws(Poisoned) -> LayerEntry.Body {
    let named = node.mapping?.first { !Self.modifiers.contains($0.name) }?.key ?? node
    let text = try decoder.text(of: named, expecting: "a layer")
    guard let type = layerIndex[text] else {
      throw decoder.unknownChoice(
        text, at: span, expecting: "a layer",
        among: layerRegistry.map { $0.keyword }.sorted() + [RepeatUse.keyword] + library.names)
    }
    let arguments: Arguments
    if let value, !isBare(value, type.table) {
      arguments = try type.table.decode(value, at: span, decoder)
    } else {
      arguments = type.table.decodeEmpty(at: span, decoder)
    }
    let layer = try type.init(arguments)
    return .layer(layer, LayerEntry.Spelling(keyword: keyword, arguments: arguments))
  }

  /// `- relu:` with `as:` on the next line: YAML needs the colon, the layer needs no value.
  func isBare(_ value: SyntaxNode, _ table: KeyTable) -> Bool {
    value.scalar?.isAbsent == true && !table.hasRequiredKeys
  }

  func isKind(_ name: String) -> Bool {
    layerIndex[name] != nil || library.has(name) || name == RepeatUse.keyword
  }

  /// Where a key of the layer itself belongs that stands beside its kind.
  private func belongsWithin(_ entry: SyntaxEntry, _ chosen: [SyntaxEntry]) -> String? {
    guard let kind = chosen.first(where: { isKind($0.name) }),
      let table = layerIndex[kind.name]?.table, table.names.contains(entry.name)
    else { return nil }
    let written = "\(entry.name): \(VisibleText.of(entry.value.useSpan.text, limit: 30))"
    let main = table.mainKey.flatMap { key in
      kind.value.scalar.map { "\(key): \(VisibleText.of($0.text, limit: 30)), " }
    }
    return "it is a key of the layer itself: `- \(kind.name): {\(main ?? "")\(written)}`"
  }

  func wrongCount(_ node: SyntaxNode, _ chosen: [SyntaxEntry]) -> Poisoned {
    guard chosen.count > 1 else {
      return decoder.report(
        Diagnostic("E0102", "the entry names no layer", at: node.useSpan)
          .expected("a layer such as `dense: 10`").found("only keys that stand beside one"))
    }
    let unknown = chosen.filter { !isKind($0.name) }
    // One layer beside a misspelt `as:` or a key that belongs under the layer.
    if unknown.count == chosen.count - 1, let entry = unknown.first {
      let shown = VisibleText.of(entry.name, limit: 60)
      return decoder.report(
        Diagnostic("E0101", "a layer has no key `\(shown)` beside its kind", at: entry.key.useSpan)
          .expected("one of \(Self.modifiers.map { "`\($0)`" }.joined(separator: ", "))")
          .found("`\(shown)`")
          .help(
            belongsWithin(entry, chosen) ?? didYouMean(entry.name, among: Self.modifiers)
              ?? "keys of the layer itself stand one level deeper, under its kind"))
    }
    return decoder.report(
      Diagnostic("E0108", "one entry names \(chosen.count) layers", at: chosen[1].key.useSpan)
        .expected("one layer for each `-`").found("\(chosen.count) layers")
        .label(chosen[0].key.useSpan, "the first one")
        .help("begin a new entry with `- ` before `\(VisibleText.of(chosen[1].name, limit: 40))`"))
  }
}
