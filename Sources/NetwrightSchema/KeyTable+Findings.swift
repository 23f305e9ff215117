import NetwrightDiagnostics
import NetwrightSyntax

/// What is said of keys that a table does not have, and of those that are missing.
extension KeyTable {
  /// Misspelt keys that get help; more than so many in one mapping are no slips.
  static let comparedKeys = 100

  /// Reports each unknown key, and the missing ones unless an unknown key stands in their place: one
  /// slip is one finding.
  func report(
    unknown: [SyntaxEntry], missing: [AnyKey], at place: Span, _ decoder: Decoder
  ) {
    let compared = unknown.prefix(Self.comparedKeys)
    var missing = missing.filter { key in
      !compared.contains { nearNames(of: $0.name, among: names).contains(key.name) }
    }
    let strange = compared.filter { advice(on: $0) == nil }
    let first = missing.isEmpty || strange.count < missing.count ? nil : strange.first
    for (number, entry) in unknown.enumerated() {
      var finding = unknownKey(entry, isCompared: number < compared.count)
      if entry.key.useSpan == first?.key.useSpan {
        for key in missing { finding = finding.help("`\(key.name)` is missing: \(key.purpose)") }
        missing = []
      }
      _ = decoder.report(finding)
    }
    guard !missing.isEmpty else { return }
    let list = missing.map { "`\($0.name)`" }.joined(separator: ", ")
    var finding = Diagnostic("E0102", "\(subject) lacks \(list)", at: place)
      .expected(list).found("nothing")
    for key in missing { finding = finding.note("`\(key.name)`: \(key.purpose)") }
    _ = decoder.report(finding)
  }

  /// What the key may have been meant for.
  private func advice(on entry: SyntaxEntry) -> String? {
    OtherWords.place(of: entry.name, insteadOf: subject) ?? didYouMean(entry.name, among: names)
  }

  /// The one key that an unknown one was surely meant for.
  func repairedName(_ entry: SyntaxEntry) -> String? {
    let near = nearNames(of: entry.name, among: names)
    // Behind a colon there may be a value, which would be lost.
    guard near.count == 1, !entry.name.contains(":"),
      OtherWords.place(of: entry.name, insteadOf: subject) == nil
    else { return nil }
    return near[0]
  }

  private func unknownKey(_ entry: SyntaxEntry, isCompared: Bool) -> Diagnostic {
    let shown = VisibleText.of(entry.name, limit: 60)
    let expected = names.isEmpty ? "no keys" : oneOf(names)
    let finding = Diagnostic(
      "E0101", "\(subject) has no key `\(shown)`", at: entry.key.useSpan
    ).expected(expected).found("`\(shown)`")
    guard isCompared else { return finding }
    let name = repairedName(entry)
    return finding.help(advice(on: entry))
      .replacing(name == nil ? nil : entry.key.useSpan, with: name ?? "")
  }

  /// A value alone where keys are needed: `attention: 2`.
  func wrongKind(_ node: SyntaxNode, at place: Span, _ decoder: Decoder) -> Poisoned {
    let texts = (node.sequence ?? [node]).map { $0.scalar?.text ?? "" }
    if node.scalar?.isAbsent == true, !requiredKeys.isEmpty {
      report(unknown: [], missing: requiredKeys, at: place, decoder)
      return Poisoned()
    }
    if texts.contains("") {
      return decoder.wrongKind(node, expecting: "a mapping for \(subject)")
    }
    let shown = texts.map { VisibleText.of($0, limit: 20) }
    let found = node.sequence == nil ? "`\(shown[0])`" : "a list"
    let finding = Diagnostic(
      "E0103", "expected a mapping for \(subject), found \(found)", at: node.useSpan
    ).expected("a mapping for \(subject)").found(found)
    // The first key is what one would take a value alone for.
    let first = keys.first.map { [$0.name] } ?? []
    let required = requiredKeys.map(\.name)
    let names = required.isEmpty || required.first == first.first ? required : first + required
    if names.count == texts.count {
      let pairs = zip(names, shown).map { "\($0): \($1)" }.joined(separator: ", ")
      let isPlain =
        node.scalar?.style == .plain && node.aliasSpan == nil && shown == texts
      return decoder.report(
        finding.help("name \(texts.count == 1 ? "the value" : "each value"): `{\(pairs)}`")
          .replacing(isPlain ? node.span : nil, with: "{\(pairs)}"))
    }
    let known = (names.isEmpty ? self.names : names).map { "`\($0):`" }.joined(separator: ", ")
    let isSize =
      required.isEmpty && subject.utf8.starts(with: "the layer".utf8) && node.sequence == nil
      && texts.allSatisfy { $0.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } }
    return decoder.report(
      finding.help(
        known.isEmpty
          ? "it has no keys"
          : isSize
            ? "leave it out: the sizes of what a layer takes are known; its keys are \(known)"
            : "name each value by its key: \(known)"))
  }
}

extension AnyKey {
  /// "a whole number from 1. Number of features."
  fileprivate var purpose: String { "\(typeName). \(doc)" }
}
