import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax

/// One of several registered units with its arguments: `adam`, or `adam: {learning_rate: 1e-3}`.
struct Choice: Sendable {
  let keyword: String
  let arguments: Arguments
  let span: Span

  /// - Parameters:
  ///   - tables: the key table of each unit, by keyword, in the order of the registry.
  ///   - several: how several are written, where there may be.
  init(
    _ node: SyntaxNode, kind: String, among tables: [(keyword: String, table: KeyTable)],
    several: String? = nil, _ decoder: Decoder
  ) throws(Poisoned) {
    let words = tables.map(\.keyword)
    if let scalar = node.scalar, !scalar.isAbsent {
      span = node.useSpan
      let word = try decoder.choice(scalar.text, at: span, expecting: kind, among: words)
      guard let match = tables.first(where: { $0.keyword == word }) else { throw Poisoned() }
      keyword = word
      arguments = match.table.decodeEmpty(at: span, decoder)
      return
    }
    var entries = try decoder.mapping(of: node, expecting: "\(kind) with its keys")
    if let slip = ChoiceSlip(node, entries, tables) {
      _ = decoder.report(slip.finding(kind))
      entries = [slip.mended]
    }
    guard let entry = entries.first, entries.count == 1 else {
      throw decoder.report(
        Diagnostic("E0109", "expected \(kind), found \(entries.count) keys", at: node.useSpan)
          .expected(oneOf(words))
          .found("\(entries.count) keys").help(entries.count > 1 ? several : nil))
    }
    span = entry.key.useSpan
    let word = try decoder.choice(entry.name, at: span, expecting: kind, among: words)
    guard let match = tables.first(where: { $0.keyword == word }) else { throw Poisoned() }
    keyword = word
    arguments = try match.table.decode(entry.value, at: span, decoder)
  }
}

/// Keys of a unit that stand beside its name: `{name: adam, learning_rate: 1e-3}`, or
/// `{adam: {}, learning_rate: 1e-3}`.
private struct ChoiceSlip {
  let rewrite: EntryRewrite

  init?(
    _ node: SyntaxNode, _ entries: [SyntaxEntry], _ tables: [(keyword: String, table: KeyTable)]
  ) {
    let words = tables.map(\.keyword)
    let isNamed = entries.contains { words.contains($0.name) }
    let holder = entries.first { entry in
      isNamed
        ? words.contains(entry.name)
        : (entry.name == "name" || OtherWords.kindKeys.contains(entry.name))
          && !nearest(entry.value, words).isEmpty
    }
    guard let holder, !isNamed || entries.count > 1 else { return nil }
    let keyword = isNamed ? holder.name : nearest(holder.value, words)
    guard let table = tables.first(where: { $0.keyword == keyword })?.table else { return nil }
    let others = entries.filter { $0.key.nodeID != holder.key.nodeID }
    // What is none of its keys may be another unit.
    guard
      others.allSatisfy({ entry in
        table.names.contains(entry.name) || nearNames(of: entry.name, among: table.names).count == 1
      })
    else { return nil }
    rewrite = EntryRewrite(
      node: node, keyword: keyword, holder: holder, value: isNamed ? holder.value : nil,
      mainKey: table.mainKey, moved: others.map { ($0.name, $0) })
  }

  func finding(_ kind: String) -> Diagnostic {
    let replacement = rewrite.replacement
    let count = rewrite.moved.count + 1
    let text = replacement.map { $0.text.contains("\n") ? "" : ": `{\($0.text)}`" } ?? ""
    return Diagnostic(
      "E0109", "expected \(kind), found \(count) key\(count == 1 ? "" : "s")",
      at: rewrite.node.useSpan
    ).expected("`\(rewrite.keyword)` as the only key").found("\(count) key\(count == 1 ? "" : "s")")
      .help("its name is the key, and its own keys stand under it\(text)")
      .replacing(replacement?.span, with: replacement?.text ?? "")
  }

  var mended: SyntaxEntry {
    SyntaxEntry(
      key: rewrite.holder.key.spelled(rewrite.keyword, at: rewrite.holder.key.useSpan),
      value: rewrite.mended)
  }
}

/// The word that a value is, or is surely meant for; empty where there is none.
private func nearest(_ value: SyntaxNode, _ words: [String]) -> String {
  let text = value.scalar?.text ?? ""
  if words.contains(text) { return text }
  let near = nearNames(of: text, among: words)
  return near.count == 1 && OtherWords.isSure(text, means: near[0]) ? near[0] : ""
}
