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
    /// Whether it can be read as that.
    var isSure = true
  }

  private static let longestKind = 80

  /// `dense(10)`, `dense:10`, `act: relu`; `nil` for anything else.
  func kindSlip(_ text: String, _ parts: LayerParts, of node: SyntaxNode) -> KindSlip? {
    guard text.utf8.count <= Self.longestKind else { return nil }
    return node.scalar == nil ? namedActivation(text, parts, of: node) : call(text, node)
  }

  /// `act: relu`: an activation is a layer by its own name.
  private func namedActivation(
    _ text: String, _ parts: LayerParts, of node: SyntaxNode
  ) -> KindSlip? {
    guard
      nearNames(of: text, among: ["activation"]) == ["activation"] || text == "activation",
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

  /// `dense(10)`, `nn.Linear(8, 16)` or `dense:10`.
  private func call(_ text: String, _ node: SyntaxNode) -> KindSlip? {
    let word = String(text.prefix { $0.isLetter || $0.isNumber || "_.".contains($0) })
    let rest = text.dropFirst(word.count)
    let isCall = rest.hasPrefix("(") && rest.hasSuffix(")")
    let near = isKind(word) ? [word] : isCall ? nearNames(of: word, among: kindNames) : []
    guard near.count == 1, isCall || rest.hasPrefix(":") else { return nil }
    let argument = CallArgument(
      rest.dropFirst().dropLast(isCall ? 1 : 0), of: table(of: near[0]), isCall: isCall)
    guard isCall || argument.isSure else { return nil }
    let isSure =
      argument.isSure
      && (isKind(word)
        || OtherWords.isSure(word, means: near[0], withValue: !argument.text.isEmpty))
    let written = [near[0], argument.text].filter { !$0.isEmpty }.joined(separator: ": ")
    let isPlain = node.aliasSpan == nil && node.span.text == text && argument.isSure
    let shown = "`\(VisibleText.of(text, limit: 60))`"
    let help =
      isSure
      ? "a layer and its value are written `- \(written)`"
      : isKind(word) || OtherWords.isSure(word, means: near[0])
        ? keysHelp(near[0]) : didYouMean(word, among: kindNames)
    let finding = Diagnostic("E0107", "expected a layer, found \(shown)", at: node.useSpan)
      .expected("a layer").found(shown)
      .help(isCall ? help : "a space is missing after the colon: `- \(written)`")
      .replacing(isPlain && isSure ? node.span : nil, with: written)
    return KindSlip(
      finding: finding, kind: node.spelled(near[0]), value: argument.value(at: node),
      isSure: isSure)
  }

  /// How a kind is written whose keys are given otherwise.
  private func keysHelp(_ kind: String) -> String {
    guard let table = table(of: kind) else {
      return "a layer and its keys are written `- \(kind): {…}`"
    }
    guard let first = table.names.first else {
      return "`\(kind)` has no keys: write `- \(kind)`"
    }
    let required = table.keys.filter { $0.fallbackText == nil }.map(\.name)
    let keys = (required.isEmpty ? [first] : required).map { "\($0): …" }
    return "a layer and its keys are written `- \(kind): {\(keys.joined(separator: ", "))}`"
  }
}

/// What stands in the parentheses of `dense(10)`, or behind the colon of `dense:10`.
private struct CallArgument {
  /// As it is written behind a colon and a space; empty where there is nothing to be written.
  private(set) var text = ""
  /// Elements of a list.
  private var elements: [String]?
  /// Whether the meaning is sure.
  private(set) var isSure = true

  /// - Parameter table: the keys of the layer.
  init(_ written: Substring, of table: KeyTable?, isCall: Bool) {
    let parts = written.split(separator: ",").map(Self.trimmed)
    if written.hasPrefix("["), written.hasSuffix("]"), table?.mainKey != nil {
      let inner = written.dropFirst().dropLast().split(separator: ",").map(Self.trimmed)
      elements = inner
      text = "[\(inner.joined(separator: ", "))]"
      isSure = !inner.isEmpty && inner.allSatisfy(Self.isPlain)
    } else if parts.isEmpty {
      // Nothing stands there.
    } else if isCall, table?.names.isEmpty == true, parts[0].hasPrefix("inplace") {
      // Nothing is ever overwritten.
    } else {
      text = parts[0]
      isSure = parts.count == 1 && Self.isPlain(text) && table?.mainKey != nil
    }
  }

  func value(at node: SyntaxNode) -> SyntaxNode? {
    if let elements { return node.with(elements: elements.map { node.spelled($0) }) }
    return text.isEmpty ? nil : node.spelled(text)
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || "_.%-".contains($0) }
  }
}
