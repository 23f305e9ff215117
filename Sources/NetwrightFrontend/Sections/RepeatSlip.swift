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
  /// Whether `times` stands beside the block.
  private let isBeside: Bool
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
    isBeside = chosen.count > 1
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
    let isWhole = block.value.mapping == nil && block.value.scalar?.isAbsent != true
    let value = isWhole ? block.value : node.with(entries: others)
    let use =
      others.isEmpty && !isWhole
      ? name : node.with(entries: [SyntaxEntry(key: name, value: value)])
    let keys = [(RepeatUse.timesKey.name, times.value), (RepeatUse.blockKey.name, use)]
    return node.with(
      entries: keys.map {
        SyntaxEntry(key: times.key.spelled($0, at: times.key.useSpan), value: $1)
      })
  }

  var finding: Diagnostic {
    let text = text
    return Diagnostic(
      "E0101",
      isBeside
        ? "`\(times.name)` cannot stand beside a block"
        : "the block `\(block.name)` has no key `\(times.name)`", at: times.key.useSpan
    ).expected("`\(RepeatUse.keyword)` with the block in it").found("`\(times.name)`")
      .help(
        "a block is repeated from outside: `"
          + VisibleText.of(text ?? "repeat: {times: \(number), block: \(shownUse)}", limit: 200)
          + "`"
      ).replacing(text == nil ? nil : place, with: text ?? "")
  }

  /// The block, in short where it is given something.
  private var shownUse: String {
    let isBare = others.isEmpty && block.value.scalar?.isAbsent != false
    return isBare ? block.name : "{\(block.name): …}"
  }

  /// How often, as it is written.
  private var number: String { VisibleText.of(times.value.scalar?.text ?? "", limit: 60) }

  /// The entry in one line, where nothing is lost.
  private var text: String? {
    let isMapping = block.value.mapping != nil || block.value.scalar?.isAbsent == true
    let isPlain = !place.text.contains { "#&*!".contains($0) }
    guard isMapping, isPlain, node.aliasSpan == nil, isNextToBlock, isMovable(times),
      others.allSatisfy(isMovable)
    else { return nil }
    let inner = others.map(\.span.text)
    let use =
      inner.isEmpty ? block.name : "{\(block.name): {\(inner.joined(separator: ", "))}}"
    return "repeat: {times: \(times.value.span.text), block: \(use)}"
  }

  /// Whether nothing but blanks stands between the block and `times`, which would be lost.
  private var isNextToBlock: Bool {
    guard isBeside else { return true }
    let (first, second) =
      block.span.start < times.span.start ? (block.span, times.span) : (times.span, block.span)
    guard first.file === second.file, first.end <= second.start else { return false }
    let gap = first.file.text(in: first.end..<second.start)
    return gap.allSatisfy { $0.isWhitespace || $0 == "," }
  }

  /// Whether an entry means the same between braces.
  private func isMovable(_ entry: SyntaxEntry) -> Bool {
    [entry.key, entry.value].allSatisfy { part in
      guard let scalar = part.scalar, !part.span.text.contains(where: \.isNewline) else {
        return false
      }
      return scalar.style != .plain || !part.span.text.contains { ",[]{}".contains($0) }
    }
  }

  private var place: Span { block.span.joined(with: times.span) }
}
