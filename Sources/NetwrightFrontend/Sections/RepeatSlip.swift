import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax

/// `encoder: {repeat: 3}`, or `repeat: 3` beside a block: how often it is repeated, as a key of the
/// block.
struct RepeatSlip {
  /// The name of the block.
  let block: SyntaxEntry
  /// The key, and how often.
  let times: SyntaxEntry
  /// What else the block is given.
  let others: [SyntaxEntry]
  /// The whole entry of the list.
  let node: SyntaxNode

  private static let words: Set<String> = [RepeatUse.keyword, RepeatUse.timesKey.name, "repeats"]

  /// - Parameters:
  ///   - chosen: keys of an entry that no layer has beside its kind.
  ///   - parameters: those of a block that can be used; `nil` for other names.
  init?(
    _ chosen: [SyntaxEntry], of node: SyntaxNode, parameters: (String) -> [String]?
  ) {
    let blocks = chosen.filter { parameters($0.name) != nil }
    guard let block = blocks.first, blocks.count == 1, let own = parameters(block.name) else {
      return nil
    }
    let keys = block.value.mapping ?? []
    let isTimes = { (entry: SyntaxEntry) in
      Self.words.contains(entry.name) && !own.contains(entry.name)
        && entry.value.scalar?.isAbsent == false
    }
    let rest = chosen.filter { $0.key.nodeID != block.key.nodeID }
    guard let times = rest.isEmpty ? keys.first(where: isTimes) : rest.first(where: isTimes),
      rest.count <= 1, keys.count(where: isTimes) <= (rest.isEmpty ? 1 : 0)
    else { return nil }
    (self.block, self.times, self.node) = (block, times, node)
    others = keys.filter { $0.key.nodeID != times.key.nodeID }
  }

  /// `times` and `block` as keys of `repeat`.
  var mended: SyntaxNode {
    let name = block.key.spelled(block.name, at: block.key.useSpan)
    let use =
      others.isEmpty
      ? name : node.with(entries: [SyntaxEntry(key: name, value: node.with(entries: others))])
    let keys = [(RepeatUse.timesKey.name, times.value), (RepeatUse.blockKey.name, use)]
    return node.with(
      entries: keys.map {
        SyntaxEntry(key: times.key.spelled($0, at: times.key.useSpan), value: $1)
      })
  }

  var finding: Diagnostic {
    let text = text
    return Diagnostic(
      "E0101", "the block `\(block.name)` has no key `\(times.name)`", at: times.key.useSpan
    ).expected("`\(RepeatUse.keyword)` with the block in it").found("`\(times.name)`")
      .help(
        "a block is repeated from outside: `"
          + (text ?? "repeat: {times: \(times.value.useSpan.text), block: \(block.name)}") + "`"
      ).replacing(text == nil ? nil : place, with: text ?? "")
  }

  /// The entry in one line, where nothing is lost.
  private var text: String? {
    let inner = others.map(\.span.text)
    let use =
      inner.isEmpty ? block.name : "{\(block.name): {\(inner.joined(separator: ", "))}}"
    let isPlain = !place.text.contains { "#&*!".contains($0) }
    guard isPlain, node.aliasSpan == nil, !inner.contains(where: { $0.contains("\n") }) else {
      return nil
    }
    return "repeat: {times: \(times.value.span.text), block: \(use)}"
  }

  private var place: Span { block.span.joined(with: times.span) }
}
