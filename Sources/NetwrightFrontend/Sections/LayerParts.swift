import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// One entry of `layers:` taken apart. What stands in the wrong place has been reported, and stands
/// in the right one here, so that the rest is read as it will be mended.
struct LayerParts {
  /// The name of a layer or a block; not always a scalar where something is wrong.
  var kind: SyntaxNode
  /// What stands behind it.
  var value: SyntaxNode?
  /// The keys beside the kind.
  var beside: [SyntaxEntry] = []
  /// Whether it is one kind that can be named here.
  var isSound = true
}

extension LayerListDecoder {
  /// Keys of one entry that get help; more than so many are no slips.
  private static let comparedKeys = 20

  /// Takes an entry apart.
  func parts(of node: SyntaxNode) -> LayerParts {
    guard let entries = node.mapping else { return named(LayerParts(kind: node), of: node) }
    var parts = LayerParts(kind: node)
    let chosen = entries.filter { !Self.modifiers.contains($0.name) }
    parts.beside = entries.filter { Self.modifiers.contains($0.name) }
    if let slip = repeatSlip(chosen, of: node) {
      _ = decoder.report(slip.finding)
      parts.kind = slip.block.key.spelled(RepeatUse.keyword, at: slip.block.key.useSpan)
      parts.value = slip.mended
    } else if let only = chosen.first, chosen.count == 1, isKind(only.name) {
      (parts.kind, parts.value) = (only.key, only.value)
    } else {
      sort(chosen, of: node, into: &parts)
    }
    parts.beside += strayed(in: parts)
    return parts
  }

  private func repeatSlip(_ chosen: [SyntaxEntry], of node: SyntaxNode) -> RepeatSlip? {
    guard chosen.count <= 2 else { return nil }
    return RepeatSlip(chosen, of: node) { name in
      layerIndex[name] == nil ? library.table(of: name)?.names : nil
    }
  }

  /// Keys that belong beside the layer and stand under its kind, where they are reported.
  private func strayed(in parts: LayerParts) -> [SyntaxEntry] {
    guard let entries = parts.value?.mapping, let kind = parts.kind.scalar?.text else { return [] }
    let own = table(of: kind)?.names ?? []
    return entries.filter { entry in
      Self.modifiers.contains(entry.name) && !own.contains(entry.name)
        && !parts.beside.contains { $0.name == entry.name }
    }
  }

  /// The keys of a kind, and of a block that can be used.
  func table(of kind: String) -> KeyTable? {
    if kind == RepeatUse.keyword { return RepeatUse.table }
    return layerIndex[kind]?.table ?? library.table(of: kind)
  }

  /// The key that a value alone stands for.
  private func mainKey(of kind: String) -> String? {
    kind == RepeatUse.keyword ? RepeatUse.timesKey.name : table(of: kind)?.mainKey
  }

  /// Finds the kind among keys of which one is none, or several.
  private func sort(_ chosen: [SyntaxEntry], of node: SyntaxNode, into parts: inout LayerParts) {
    let kinds = chosen.filter { isKind($0.name) }
    if kinds.isEmpty, let typed = typed(chosen, of: node) {
      report(typed, of: node, as: "type", into: &parts)
      return
    }
    if chosen.count == 1 {
      (parts.kind, parts.value) = (chosen[0].key, chosen[0].value)
      parts = named(parts, of: node)
      return
    }
    guard let holder = holder(among: chosen) else {
      parts.isSound = false
      if let first = chosen.first { (parts.kind, parts.value) = (first.key, first.value) }
      _ = wrongCount(node, chosen)
      return
    }
    (parts.kind, parts.value) = (holder.key, holder.value)
    parts = named(parts, of: node)
    let kind = parts.kind.scalar?.text ?? ""
    var moved: [(name: String, entry: SyntaxEntry)] = []
    let others = chosen.filter { $0.key.nodeID != holder.key.nodeID }
    for entry in others.prefix(Self.comparedKeys) {
      let isGiven = { (name: String) in
        holder.value.entry(name) != nil || moved.contains { $0.name == name }
      }
      if let name = nameWithin(entry, kind), !isGiven(name) {
        moved.append((name, entry))
      } else if let mended = reportBeside(entry),
        !parts.beside.contains(where: { $0.name == mended.name })
      {
        parts.beside.append(mended)
      }
    }
    guard !moved.isEmpty, parts.isSound else { return }
    let rewrite = EntryRewrite(
      node: node, keyword: holder.name, holder: holder, value: holder.value,
      mainKey: mainKey(of: kind), moved: moved)
    let written = parts.kind
    report(rewrite, of: node, as: nil, into: &parts)
    parts.kind = written
  }

  /// The entry that names the kind, one that is misspelt where there is no other.
  private func holder(among chosen: [SyntaxEntry]) -> SyntaxEntry? {
    let kinds = chosen.filter { isKind($0.name) }
    if kinds.count == 1 { return kinds[0] }
    guard kinds.isEmpty else { return nil }
    let misspelt = chosen.prefix(Self.comparedKeys).filter {
      nearNames(of: $0.name, among: kindNames).count == 1
    }
    return misspelt.count == 1 ? misspelt[0] : nil
  }

  var kindNames: [String] {
    layerRegistry.map { $0.keyword }.sorted() + [RepeatUse.keyword]
      + (decoder.diagnostics.comparesNames ? library.names : [])
  }

  /// What a key beside the kind is called under it, where it belongs there.
  private func nameWithin(_ entry: SyntaxEntry, _ kind: String) -> String? {
    guard let names = table(of: kind)?.names else { return nil }
    if names.contains(entry.name) { return entry.name }
    guard nearNames(of: entry.name, among: Self.modifiers).isEmpty else { return nil }
    let near = nearNames(of: entry.name, among: names)
    return near.count == 1 ? near[0] : nil
  }

  /// Reports a key that neither the entry nor its kind has.
  ///
  /// - Returns: what it was surely meant for.
  private func reportBeside(_ entry: SyntaxEntry) -> SyntaxEntry? {
    let shown = VisibleText.of(entry.name, limit: 60)
    var finding = Diagnostic(
      "E0101", "a layer has no key `\(shown)` beside its kind", at: entry.key.useSpan
    ).expected("one of \(Self.modifiers.map { "`\($0)`" }.joined(separator: ", "))")
      .found("`\(shown)`")
    if let mended = trainable(entry) {
      let text = "frozen: \(mended.value.scalar?.text ?? "")"
      finding = finding.help("whether a layer is trained says `frozen`: `\(text)`")
        .replacing(entry.value.aliasSpan == nil ? entry.span : nil, with: text)
      _ = decoder.report(finding)
      return mended
    }
    let near = nearNames(of: entry.name, among: Self.modifiers)
    let isSure = near.count == 1
    _ = decoder.report(
      finding.help(
        didYouMean(entry.name, among: Self.modifiers)
          ?? "keys of the layer itself stand one level deeper, under its kind"
      ).replacing(isSure ? entry.key.useSpan : nil, with: near.first ?? ""))
    guard isSure else { return nil }
    let key = entry.key.spelled(near[0], at: entry.key.useSpan)
    return SyntaxEntry(key: key, value: entry.value)
  }

  /// `trainable: false` is `frozen: true`.
  private func trainable(_ entry: SyntaxEntry) -> SyntaxEntry? {
    guard OtherWords.trainable.contains(entry.name.lowercased().filter { $0 != "_" }),
      let text = entry.value.scalar?.text.lowercased(), text == "true" || text == "false"
    else { return nil }
    return SyntaxEntry(
      key: entry.key.spelled(LayerSettingKeys.frozenKey.name, at: entry.key.useSpan),
      value: entry.value.spelled(text == "true" ? "false" : "true"))
  }

  /// `{type: dense, units: 10}`: the kind is a value.
  private func typed(_ chosen: [SyntaxEntry], of node: SyntaxNode) -> EntryRewrite? {
    guard
      let entry = chosen.first(where: { OtherWords.kindKeys.contains($0.name.lowercased()) }),
      let word = entry.value.scalar?.text
    else { return nil }
    let near = isKind(word) ? [word] : nearNames(of: word, among: layerIndex.keys.sorted())
    guard near.count == 1, isKind(word) || OtherWords.isSure(word, means: near[0]) else {
      return nil
    }
    let others = chosen.filter { $0.key.nodeID != entry.key.nodeID }
    return EntryRewrite(
      node: node, keyword: near[0], holder: entry, value: nil, mainKey: nil,
      moved: others.map { ($0.name, $0) })
  }

  /// Reports keys that belong under the kind, once for all of them.
  private func report(
    _ rewrite: EntryRewrite, of node: SyntaxNode, as kindKey: String?, into parts: inout LayerParts
  ) {
    let strange = kindKey == nil ? rewrite.moved[0].entry : rewrite.holder
    let shown = VisibleText.of(strange.name, limit: 60)
    let replacement = rewrite.replacement
    let words: String
    if kindKey == nil {
      let many = rewrite.moved.count > 1
      words =
        (many ? "they are keys of the layer itself" : "it is a key of the layer itself")
        + (replacement == nil ? ", one level deeper: under `\(rewrite.keyword):`" : "")
    } else {
      words =
        "the kind of a layer is a key, with those of the layer under it"
        + (replacement == nil ? ": `\(rewrite.keyword):` with the others one level deeper" : "")
    }
    var finding = Diagnostic(
      "E0101",
      kindKey == nil
        ? "a layer has no key `\(shown)` beside its kind"
        : "a layer is named by its kind, not by a key `\(shown)`", at: strange.key.useSpan
    ).expected(
      kindKey == nil
        ? "one of \(Self.modifiers.map { "`\($0)`" }.joined(separator: ", "))"
        : "`\(rewrite.keyword)` as the key"
    ).found("`\(shown)`")
    for other in rewrite.moved.dropFirst() where kindKey == nil {
      finding = finding.label(other.entry.key.useSpan, "and this one")
    }
    if let replacement, !replacement.text.contains("\n") {
      finding = finding.help("\(words): `- \(replacement.text)`")
    } else {
      finding = finding.help(words)
    }
    _ = decoder.report(finding.replacing(replacement?.span, with: replacement?.text ?? ""))
    parts.kind = rewrite.holder.key.spelled(rewrite.keyword, at: strange.key.useSpan)
    parts.value = rewrite.moved.isEmpty ? nil : rewrite.mended
  }

  /// Holds a kind against those that there are; one that is misspelt is reported, and read as the one
  /// that it is mended to.
  private func named(_ parts: LayerParts, of node: SyntaxNode) -> LayerParts {
    var parts = parts
    guard let text = parts.kind.scalar?.text, !isKind(text) else {
      // What is no name at all is reported where the layer is read.
      return parts
    }
    guard !(parts.kind.scalar?.isAbsent ?? true) else { return parts }
    if let slip = kindSlip(text, parts, of: node) {
      _ = decoder.report(slip.finding)
      (parts.kind, parts.value, parts.isSound) = (slip.kind, slip.value, slip.isSure)
      return parts
    }
    parts.isSound = false
    // A block may be meant that could not be read.
    guard !decoder.lacksBlocks else { return parts }
    guard
      let word = try? decoder.choice(
        text, at: parts.kind.useSpan, expecting: "a layer", among: kindNames,
        isAlone: parts.value.map { $0.scalar?.isAbsent == true } ?? true)
    else { return parts }
    parts.kind = parts.kind.spelled(word, at: parts.kind.useSpan)
    parts.isSound = true
    return parts
  }
}
