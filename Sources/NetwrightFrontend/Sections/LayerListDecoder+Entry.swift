import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// One layer of the language, and entries that name none or several.
extension LayerListDecoder {
  func layer(_ parts: LayerParts, span: Span) throws(Poisoned) -> LayerEntry.Body {
    let keyword = try decoder.text(of: parts.kind, expecting: "a layer")
    guard let type = layerIndex[keyword] else { throw Poisoned() }
    let arguments: Arguments
    if let written = parts.value, !isBare(written, type.table) {
      let value = nested(written, of: type.table)
      arguments = try type.table.decode(value, at: span, decoder)
    } else {
      arguments = type.table.decodeEmpty(at: span, decoder)
    }
    let layer = try type.init(arguments)
    return .layer(layer, LayerEntry.Spelling(keyword: keyword, arguments: arguments))
  }

  /// `weight: {tied: e.table}, transposed: true`: reports a key that belongs to the tied weight, and
  /// puts it there.
  private func nested(_ value: SyntaxNode, of table: KeyTable) -> SyntaxNode {
    let names = TiedWeight.table.names
    guard let entries = value.mapping,
      let stray = entries.first(where: { names.contains($0.name) && !table.names.contains($0.name) }
      ),
      let weight = entries.first(where: { entry in
        entry.value.mapping?.contains { names.contains($0.name) } == true
      }), weight.value.entry(stray.name) == nil
    else { return value }
    let rewrite = EntryRewrite(
      node: value, keyword: weight.name, holder: weight, value: weight.value, mainKey: nil,
      moved: [(stray.name, stray)])
    let replacement = rewrite.replacement
    let text = replacement.map { $0.text.contains("\n") ? "" : ": `\($0.text)`" } ?? ""
    _ = decoder.report(
      Diagnostic("E0101", "\(table.subject) has no key `\(stray.name)`", at: stray.key.useSpan)
        .expected("`\(stray.name)` under `\(weight.name)`").found("`\(stray.name)`")
        .help("it is a key of the tied weight\(text)")
        .replacing(replacement?.span, with: replacement?.text ?? ""))
    let mended = SyntaxEntry(key: weight.key, value: rewrite.mended)
    return value.with(
      entries: entries.filter { $0.name != stray.name }.map { $0.name == weight.name ? mended : $0 }
    )
  }

  /// `- relu:` with `as:` on the next line: YAML needs the colon, the layer needs no value.
  func isBare(_ value: SyntaxNode, _ table: KeyTable) -> Bool {
    value.scalar?.isAbsent == true && !table.hasRequiredKeys
  }

  func isKind(_ name: String) -> Bool {
    layerIndex[name] != nil || library.has(name) || name == RepeatUse.keyword
  }

  func wrongCount(_ node: SyntaxNode, _ chosen: [SyntaxEntry]) -> Poisoned {
    guard chosen.count > 1 else {
      return decoder.report(
        Diagnostic("E0102", "the entry names no layer", at: node.useSpan)
          .expected("a layer such as `dense: 10`").found("only keys that stand beside one"))
    }
    return decoder.report(
      Diagnostic("E0108", "one entry names \(chosen.count) layers", at: chosen[1].key.useSpan)
        .expected("one layer for each `-`").found("\(chosen.count) layers")
        .label(chosen[0].key.useSpan, "the first one")
        .help("begin a new entry with `- ` before `\(VisibleText.of(chosen[1].name, limit: 40))`"))
  }
}
