import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// What training makes small: one loss, or the weighted sum of several.
struct LossSection: Sendable {
  /// In the order of the spec; at least one.
  let terms: [LossTerm]
  let span: Span

  init(_ node: SyntaxNode, _ decoder: Decoder) throws(Poisoned) {
    guard let nodes = node.sequence else {
      let isListed = Self.reportUnlisted(node, decoder)
      let term = isListed ? try LossTerm(listed: node, decoder) : try LossTerm(node, decoder)
      terms = [term]
      span = term.span
      return
    }
    guard !nodes.isEmpty, nodes.count <= LossTerm.maximumCount else {
      throw decoder.report(
        Diagnostic("E0109", "expected losses, found \(nodes.count)", at: node.useSpan)
          .expected("from 1 to \(LossTerm.maximumCount) losses").found("\(nodes.count)"))
    }
    var terms: [LossTerm] = []
    for node in nodes {
      if let term = try? LossTerm(listed: node, decoder) { terms.append(term) }
    }
    guard terms.count == nodes.count else { throw Poisoned() }
    try Self.requireDifferentNames(terms, decoder)
    self.terms = terms
    span = node.useSpan
  }

  /// Reports a loss that has a weight or a name and stands alone; whether it does.
  private static func reportUnlisted(_ node: SyntaxNode, _ decoder: Decoder) -> Bool {
    let entries = node.mapping ?? []
    guard let beside = entries.first(where: { LossTerm.table.names.contains($0.name) }),
      entries.contains(where: { entry in lossRegistry.contains { $0.keyword == entry.name } })
    else { return false }
    let text = node.span.text
    let isFlow = node.aliasSpan == nil && text.hasPrefix("{")
    _ = decoder.report(
      Diagnostic(
        "E0109", "a loss with `\(beside.name)` is an element of a list", at: beside.key.useSpan
      ).expected("a list of losses").found("a loss alone")
        .help(
          isFlow
            ? "put it in brackets"
            : "begin the loss with `- `, and the keys beside it two columns in"
        )
        .replacing(isFlow ? node.span : nil, with: "[\(text)]"))
    return true
  }

  private static func requireDifferentNames(
    _ terms: [LossTerm], _ decoder: Decoder
  ) throws(Poisoned) {
    var places: [String: Span] = [:]
    for name in terms.compactMap(\.name) {
      if let other = places.updateValue(name.span, forKey: name.text.lowercased()) {
        throw decoder.report(
          Diagnostic("E0202", "two losses have the name `\(name.text)`", at: name.span)
            .expected("different names, upper and lower case aside")
            .found("`\(name.text)` twice").label(other, "the other one")
            .help("give one of them another name"))
      }
    }
  }

  var resolvedText: String {
    guard terms.count > 1 || terms.contains(where: { $0.isWeighted }) else {
      return "{\(terms[0].text)}"
    }
    let list = terms.map { term in
      "{\(term.text), weight: \(term.weight)" + (term.name.map { ", name: \($0.text)" } ?? "") + "}"
    }
    return "[\(list.joined(separator: ", "))]"
  }
}

/// One loss with what it compares, and its weight in the sum.
package struct LossTerm: Sendable {
  static let maximumCount = 100
  static let weightKey = Key(
    "weight", .number(.positive), default: 1, doc: "What the loss is multiplied by in the sum.")
  static let nameKey = Key(
    "name", .optional(ValueType<Name>.name), default: nil, doc: "Name of the loss, for readers.")
  package static let table = KeyTable("a loss", [AnyKey(weightKey), AnyKey(nameKey)])

  let loss: any Loss
  let keyword: String
  let span: Span
  let weight: Double
  let name: Name?
  /// The loss with its keys, defaults filled in.
  let text: String

  var isWeighted: Bool { weight != 1 || name != nil }

  /// A loss alone.
  init(_ node: SyntaxNode, _ decoder: Decoder) throws(Poisoned) {
    try self.init(node, weight: 1, name: nil, decoder)
  }

  /// A loss in a list, which may have a weight and a name beside its kind.
  init(listed node: SyntaxNode, _ decoder: Decoder) throws(Poisoned) {
    let entries = try decoder.mapping(of: node, expecting: "a loss with its keys")
    let isBeside = { (entry: SyntaxEntry) in Self.table.names.contains(entry.name) }
    let beside = Self.table.decode(
      entries: entries.filter(isBeside), at: node.useSpan.beginning, decoder)
    let kind = node.with(entries: try Self.kinds(among: entries.filter { !isBeside($0) }, decoder))
    try self.init(
      kind, weight: try beside.value(Self.weightKey), name: try beside.value(Self.nameKey), decoder)
  }

  /// Reports a misspelt key beside a loss.
  private static func kinds(
    among entries: [SyntaxEntry], _ decoder: Decoder
  ) throws(Poisoned) -> [SyntaxEntry] {
    let unknown = entries.filter { entry in
      !lossRegistry.contains { $0.keyword == entry.name }
    }
    guard let entry = unknown.first, entries.count == unknown.count + 1 else { return entries }
    let shown = VisibleText.of(entry.name, limit: 60)
    let near = nearNames(of: entry.name, among: table.names)
    let isSure = near.count == 1 && !entries.contains { $0.name == near[0] }
    throw decoder.report(
      Diagnostic("E0101", "a loss has no key `\(shown)` beside its kind", at: entry.key.useSpan)
        .expected("`weight` or `name`").found("`\(shown)`")
        .help(
          didYouMean(entry.name, among: table.names)
            ?? "keys of the loss itself stand one level deeper, under its kind"
        ).replacing(isSure ? entry.key.useSpan : nil, with: near.first ?? ""))
  }

  private init(
    _ node: SyntaxNode, weight: Double, name: Name?, _ decoder: Decoder
  ) throws(Poisoned) {
    let choice = try Choice(
      node, kind: "a loss", among: lossRegistry.map { ($0.keyword, $0.table) },
      several: "several losses are a list: each begins with `- `", decoder)
    guard let type = lossRegistry.first(where: { $0.keyword == choice.keyword }) else {
      throw Poisoned()
    }
    loss = try type.init(choice.arguments)
    keyword = choice.keyword
    span = choice.span
    self.weight = weight
    self.name = name
    text = "\(keyword): \(choice.arguments.flowText)"
  }
}
