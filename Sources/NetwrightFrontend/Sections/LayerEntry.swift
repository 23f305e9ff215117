import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// One entry of `layers:`.
struct LayerEntry: Sendable {
  /// `nil` where something wrong with its keys has been reported.
  let layer: (any Layer)?
  let keyword: String
  /// `dense_1`, or the name given with `name:`.
  let path: String
  let outputName: Name?
  let from: [Name]?
  /// The keyword of the layer in the spec.
  let span: Span
  /// Keys and values with defaults filled in.
  let resolvedText: String
}

/// Reads the list of layers and gives each its path.
struct LayerListDecoder {
  static let maximumCount = 100_000
  static let modifierTable = KeyTable(
    "a layer", [AnyKey(nameKey), AnyKey(outputKey), AnyKey(fromKey)])
  static let nameKey = Key(
    "name", .optional(ValueType<Name>.name), default: nil,
    doc: "Name of the layer's parameters; `dense_1` and so on otherwise.")
  static let outputKey = Key(
    "as", .optional(ValueType<Name>.name), default: nil, doc: "Name of the result.")
  static let fromKey = Key(
    "from", .optional(.list(ValueType<Name>.name, of: "a name or a list of names")), default: nil,
    doc: "Inputs or named results to take instead of the result before.")
  static let modifiers = ["as", "from", "name"]

  let decoder: Decoder
  private var counts: [String: Int] = [:]
  /// Lowercased paths, for clashes that file names would have.
  private var paths: [String: Span] = [:]

  init(_ decoder: Decoder) { self.decoder = decoder }

  mutating func read(_ node: SyntaxNode) throws(Poisoned) -> [LayerEntry] {
    let nodes = try decoder.sequence(of: node, expecting: "a list of layers")
    guard nodes.count <= Self.maximumCount else {
      throw decoder.report(
        Diagnostic("E0109", "a model of \(nodes.count) layers is too large", at: node.useSpan)
          .expected("at most \(Self.maximumCount) layers").found("\(nodes.count)"))
    }
    guard !nodes.isEmpty else {
      throw decoder.report(
        Diagnostic("E0109", "a model needs at least one layer", at: node.useSpan)
          .expected("a list of layers").found("an empty list"))
    }
    var entries: [LayerEntry] = []
    entries.reserveCapacity(nodes.count)
    for node in nodes { entries.append(read(layer: node)) }
    return entries
  }

  private mutating func read(layer node: SyntaxNode) -> LayerEntry {
    let chosen = node.mapping?.filter { !Self.modifiers.contains($0.name) } ?? []
    let keyNode = chosen.first?.key ?? node
    let keyword = keyNode.scalar?.text ?? ""
    let span = keyNode.scalar == nil ? node.useSpan : keyNode.useSpan
    let modifiers = modifiers(of: node)
    let name = modifiers.flatMap { (try? $0.value(Self.nameKey)) ?? nil }
    let path = claimPath(keyword: keyword, name: name, span: span)
    let decoded = try? layer(node, chosen: chosen, keyword: keyword, span: span)
    return LayerEntry(
      layer: decoded?.layer, keyword: keyword, path: path,
      outputName: modifiers.flatMap { (try? $0.value(Self.outputKey)) ?? nil },
      from: modifiers.flatMap { (try? $0.value(Self.fromKey)) ?? nil }, span: span,
      resolvedText: decoded?.text ?? "")
  }

  private func modifiers(of node: SyntaxNode) -> Arguments? {
    guard let entries = node.mapping else { return nil }
    return Self.modifierTable.decode(
      entries: entries.filter { Self.modifiers.contains($0.name) }, at: node.useSpan, decoder)
  }

  private func layer(
    _ node: SyntaxNode, chosen: [SyntaxEntry], keyword: String, span: Span
  ) throws(Poisoned) -> (layer: any Layer, text: String) {
    if node.mapping != nil, chosen.count != 1 {
      throw wrongCount(node, chosen)
    }
    let text = try decoder.text(of: chosen.first?.key ?? node, expecting: "a layer")
    guard let type = layerIndex[text] else {
      throw decoder.unknownChoice(
        text, at: span, expecting: "a layer", among: layerRegistry.map { $0.keyword })
    }
    let arguments: Arguments
    if let entry = chosen.first, !isBare(entry, type.table) {
      arguments = try type.table.decode(entry.value, at: span, decoder)
    } else {
      arguments = type.table.decodeEmpty(at: span, decoder)
    }
    let layer = try type.init(arguments)
    let resolved = arguments.texts.isEmpty ? keyword : "\(keyword): \(arguments.flowText)"
    return (layer, resolved)
  }

  /// `- relu:` with `as:` on the next line: YAML needs the colon, the layer needs no value.
  private func isBare(_ entry: SyntaxEntry, _ table: KeyTable) -> Bool {
    entry.value.scalar?.isAbsent == true && !table.hasRequiredKeys
  }

  private func wrongCount(_ node: SyntaxNode, _ chosen: [SyntaxEntry]) -> Poisoned {
    guard chosen.count > 1 else {
      return decoder.report(
        Diagnostic("E0102", "the entry names no layer", at: node.useSpan)
          .expected("a layer such as `dense: 10`").found("only \(Self.modifiers)"))
    }
    let unknown = chosen.filter { layerIndex[$0.name] == nil }
    // One layer beside a misspelt `as:` or a key that belongs under the layer.
    if unknown.count == chosen.count - 1, let entry = unknown.first {
      let shown = VisibleText.of(entry.name, limit: 60)
      return decoder.report(
        Diagnostic("E0101", "a layer has no key `\(shown)` beside its kind", at: entry.key.useSpan)
          .expected("`as`, `from` or `name`").found("`\(shown)`")
          .help(
            didYouMean(entry.name, among: Self.modifiers)
              ?? "keys of the layer itself stand one level deeper, under its kind"))
    }
    return decoder.report(
      Diagnostic("E0108", "one entry names \(chosen.count) layers", at: chosen[1].key.useSpan)
        .expected("one layer for each `-`").found("\(chosen.count) layers")
        .label(chosen[0].key.useSpan, "the first one")
        .help("begin a new entry with `- ` before `\(VisibleText.of(chosen[1].name, limit: 40))`"))
  }

  private mutating func claimPath(keyword: String, name: Name?, span: Span) -> String {
    let path: String
    if let name {
      path = name.text
    } else {
      counts[keyword, default: 0] += 1
      path = "\(keyword)_\(counts[keyword] ?? 1)"
    }
    let place = name?.span ?? span
    if let other = paths.updateValue(place, forKey: path.lowercased()) {
      _ = decoder.report(
        Diagnostic("E0202", "two layers have the name `\(path)`", at: place)
          .expected("different names, upper and lower case aside").found("`\(path)` twice")
          .label(other, "the other one").help("give one of them another `name:`"))
    }
    return path
  }
}

/// Layers by keyword.
let layerIndex: [String: any Layer.Type] = Dictionary(
  layerRegistry.map { ($0.keyword, $0) }, uniquingKeysWith: { first, _ in first })
