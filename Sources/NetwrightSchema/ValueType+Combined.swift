import NetwrightDiagnostics
import NetwrightSyntax

extension ValueType {
  /// The value or, when the key is left out, nothing.
  package static func optional<Wrapped>(
    _ type: ValueType<Wrapped>
  ) -> ValueType where Value == Wrapped? {
    ValueType(type.name, form: type.form) { (node, decoder) throws(Poisoned) in
      try type.decode(node, decoder)
    } text: {
      $0.map(type.text) ?? ""
    }
  }

  /// A list, or one value that stands for a list of one.
  package static func list<Element>(
    _ type: ValueType<Element>, of what: String
  ) -> ValueType where Value == [Element] {
    ValueType(what, form: .list(type.form)) { (node, decoder) throws(Poisoned) in
      let slip = type.form.isWord ? ListSlip(node) : nil
      if let slip { _ = decoder.report(slip.finding(expecting: what)) }
      guard let nodes = (slip?.list ?? node).sequence else {
        return [try type.decode(node, decoder)]
      }
      guard !nodes.isEmpty else {
        throw decoder.report(
          Diagnostic("E0109", "expected \(what), found an empty list", at: node.useSpan)
            .expected(what).found("an empty list"))
      }
      var elements: [Element] = []
      var isPoisoned = false
      for node in nodes {
        do throws(Poisoned) { elements.append(try type.decode(node, decoder)) } catch {
          isPoisoned = true
        }
      }
      if isPoisoned { throw Poisoned() }
      return elements
    } text: {
      // A list is never empty where it stands: it is left out.
      $0.isEmpty ? "" : "[" + $0.map(type.text).joined(separator: ", ") + "]"
    }
  }

  /// One of a fixed set of words.
  package static func choice(
    _ name: String, _ values: [(word: String, value: Value)],
    word: @escaping @Sendable (Value) -> String
  ) -> ValueType {
    let words = values.map(\.word)
    return ValueType(name, form: .words(words)) { (written, decoder) throws(Poisoned) in
      let node = try decoder.resolved(written)
      let text = try decoder.text(of: node, expecting: name)
      if let match = values.first(where: { $0.word == text }) { return match.value }
      let finding = decoder.unknown(text, at: node.useSpan, expecting: name, among: words)
      let poisoned = decoder.report(finding.written(written, for: node))
      // A word that is misspelt is read as what it is mended to.
      guard let match = values.first(where: { $0.word == finding.repair?.text }) else {
        throw poisoned
      }
      return match.value
    } text: {
      word($0)
    }
  }
}

extension ValueType where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  package static var choice: ValueType {
    let words = Value.allCases.map { "`\($0.rawValue)`" }
    return choice(
      words.dropLast().joined(separator: ", ") + " or " + (words.last ?? ""),
      Value.allCases.map { ($0.rawValue, $0) }, word: { $0.rawValue })
  }
}

extension Decoder {
  package func unknownChoice(
    _ text: String, at span: Span, expecting name: String, among words: [String]
  ) -> Poisoned {
    report(unknown(text, at: span, expecting: name, among: words))
  }

  /// The word that stands here. One that is misspelt is reported, and read as the one that it is
  /// mended to.
  package func choice(
    _ text: String, at span: Span, expecting name: String, among words: [String],
    isAlone: Bool = true
  ) throws(Poisoned) -> String {
    if words.contains(text) { return text }
    let finding = unknown(
      text, at: span, expecting: name, among: words, isAlone: isAlone)
    let poisoned = report(finding)
    guard let word = finding.repair?.text else { throw poisoned }
    return word
  }

  /// The finding that a word is none of those that may stand here.
  ///
  /// - Parameter isAlone: whether no value is given to it.
  package func unknown(
    _ text: String, at span: Span, expecting name: String, among words: [String],
    isAlone: Bool = true
  ) -> Diagnostic {
    let shown = VisibleText.of(text, limit: 60)
    let near = nearNames(of: text, among: words)
    // Dozens of names help nobody who has only misspelt one.
    let expected = words.isEmpty || (!near.isEmpty && words.count > 12) ? name : oneOf(words)
    let isFlag = ["true", "yes", "on"].contains(text.lowercased())
    return Diagnostic("E0107", "expected \(name), found `\(shown)`", at: span)
      .expected(expected).found("`\(shown)`")
      .help(
        didYouMean(text, among: words)
          ?? OtherWords.way(of: text, among: words, isAlone: isAlone)
          ?? (isFlag && !words.isEmpty
            ? "say which one: `\(words.joined(separator: "` or `"))`" : nil)
      )
      .replacing(
        near.count == 1 ? span : nil, with: near.first ?? "",
        isExample: !near.allSatisfy { OtherWords.isSure(text, means: $0) })
  }
}
