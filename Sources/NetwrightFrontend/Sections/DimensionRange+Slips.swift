import NetwrightDiagnostics
import NetwrightSyntax

/// Ranges as other languages write them.
extension DimensionRange {
  private static let lowNames: Set<String> = ["min", "minimum", "from", "low", "lower", "start"]
  private static let highNames: Set<String> = ["max", "maximum", "to", "high", "upper", "end"]
  private static let separators = ["...", "to", "-", "–", ":", ","]

  /// What is wrong with `1-256`, `[1, 256]` or `{min: 1, max: 256}`; `nil` for anything else.
  static func slip(_ entry: SyntaxEntry) -> Diagnostic? {
    let node = entry.value
    if let entries = node.mapping { return slip(ofKeys: entries, entry) }
    let ends: (Int, Int)? =
      if let nodes = node.sequence {
        nodes.count == 2 ? ends(nodes[0].scalar?.text ?? "", nodes[1].scalar?.text ?? "") : nil
      } else { ends(node.scalar?.text ?? "") }
    guard let ends else { return nil }
    let found = "`\(VisibleText.of(node.useSpan.text, limit: 60))`"
    let isFlow = node.sequence == nil || node.span.text.hasSuffix("]")
    return Diagnostic("E0104", "expected a size or a range, found \(found)", at: node.useSpan)
      .expected("a size such as `64`, or a range such as `1..64`").found(found)
      .help("a range has two dots between its ends: `\(ends.0)..\(ends.1)`")
      .replacing(node.aliasSpan == nil && isFlow ? node.span : nil, with: "\(ends.0)..\(ends.1)")
  }

  /// The ends of `1-256` or `1...256`; what could be an expression has the smaller end first.
  private static func ends(_ text: String) -> (Int, Int)? {
    guard text.utf8.count <= 40 else { return nil }
    for separator in separators {
      let digits = text.prefix { $0.isNumber }
      let rest = text.dropFirst(digits.count).drop { $0 == " " }
      if rest.hasPrefix(separator) {
        return ends(String(digits), String(rest.dropFirst(separator.count).drop { $0 == " " }))
      }
    }
    return nil
  }

  private static func ends(_ low: String, _ high: String) -> (Int, Int)? {
    guard let low = Int(low), let high = Int(high), low >= 1, low < high else { return nil }
    return (low, high)
  }

  /// The ends under keys of their own.
  private static func slip(ofKeys entries: [SyntaxEntry], _ entry: SyntaxEntry) -> Diagnostic? {
    let low = entries.first { lowNames.contains($0.name) }
    let high = entries.first { highNames.contains($0.name) }
    guard let first = low ?? high, !entries.contains(where: { $0.name == rangeKey.name }) else {
      return nil
    }
    let names = [low, high].compactMap { $0?.name }
    let list = names.map { "`\($0)`" }.joined(separator: " and ")
    let range = "\(low?.value.scalar?.text ?? "1")..\(high?.value.scalar?.text ?? "")"
    let others = entries.filter { !names.contains($0.name) }
    let isOpen = high == nil && !others.contains { $0.name == defaultKey.name }
    let keys =
      ["range: \(range)"] + others.map { "\($0.name): \($0.value.useSpan.text)" }
      + (isOpen ? ["default: \(low?.value.scalar?.text ?? "1")"] : [])
    let text = keys.count == 1 ? range : "{\(keys.joined(separator: ", "))}"
    let place = entry.value.span
    let isShort = entry.value.aliasSpan == nil && place.text.hasSuffix("}") && text.utf8.count < 80
    return Diagnostic(
      "E0101", "a dimension has no key\(names.count == 1 ? "" : "s") \(list)", at: first.key.useSpan
    )
    .expected("`range`, such as `1..1024`").found(list)
    .help(
      "the two ends of a range stand in one value: "
        + (text.utf8.count < 80 ? "`\(entry.name): \(text)`" : "`1..1024`")
    )
    .replacing(isShort ? place : nil, with: text)
  }
}
