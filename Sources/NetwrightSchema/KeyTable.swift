import NetwrightDiagnostics
import NetwrightSyntax

/// The keys of one kind of mapping; drives the decoder, Grammar.md and near names.
package struct KeyTable: Sendable {
  /// What the mapping describes, as a noun phrase: "the layer `dense`".
  package let subject: String
  package let keys: [AnyKey]
  package let names: [String]
  /// The key that a lone scalar or list stands for.
  package let mainKey: String?

  package init(_ subject: String, main: String? = nil, _ keys: [AnyKey]) {
    self.subject = subject
    self.keys = keys
    names = keys.map(\.name)
    mainKey = main
  }

  /// Misspelt keys that get help; more than so many in one mapping are no slips.
  private static let comparedKeys = 100

  private var nameList: String { names.map { "`\($0)`" }.joined(separator: ", ") }
  package var hasRequiredKeys: Bool { keys.contains { $0.fallbackText == nil } }
  private func key(_ name: String) -> AnyKey? { keys.first { $0.name == name } }

  /// Reads a mapping, or the main key's value. All findings are reported; a key whose value is
  /// wrong throws when it is asked for.
  ///
  /// - Parameter place: where a missing key is reported.
  package func decode(
    _ node: SyntaxNode, at place: Span, _ decoder: Decoder
  ) throws(Poisoned) -> Arguments {
    var arguments = Arguments(place: place)
    if let entries = node.mapping {
      for entry in entries { read(entry, into: &arguments, decoder) }
    } else if let mainKey, let key = key(mainKey) {
      read(key, node, at: node.useSpan, into: &arguments, decoder)
    } else {
      _ = try decoder.mapping(of: node, expecting: "a mapping for \(subject)")
    }
    complete(&arguments, decoder)
    return arguments
  }

  /// Reads keys that stand among others; none of them may be required.
  package func decode(entries: [SyntaxEntry], at place: Span, _ decoder: Decoder) -> Arguments {
    var arguments = Arguments(place: place)
    for entry in entries { read(entry, into: &arguments, decoder) }
    complete(&arguments, decoder)
    return arguments
  }

  /// The table with no key given: for a layer that is only named.
  package func decodeEmpty(at place: Span, _ decoder: Decoder) -> Arguments {
    var arguments = Arguments(place: place)
    complete(&arguments, decoder)
    return arguments
  }

  private func read(_ entry: SyntaxEntry, into arguments: inout Arguments, _ decoder: Decoder) {
    guard let key = key(entry.name) else {
      arguments.unknownKeys.append(entry.name)
      let candidates = arguments.unknownKeys.count <= Self.comparedKeys ? names : []
      let shown = VisibleText.of(entry.name, limit: 60)
      var finding = Diagnostic(
        "E0101", "\(subject) has no key `\(shown)`", at: entry.key.useSpan
      ).expected(names.isEmpty ? "no keys" : "one of \(nameList)").found("`\(shown)`").help(
        OtherWords.place(of: entry.name, insteadOf: subject)
          ?? didYouMean(entry.name, among: candidates))
      let near = nearNames(of: entry.name, among: candidates)
      if near.count == 1, OtherWords.place(of: entry.name, insteadOf: subject) == nil {
        finding = finding.replacing(entry.key.useSpan, with: near[0])
      }
      _ = decoder.report(finding)
      return
    }
    // A duplicate has been reported by the reader; the first one holds.
    guard !arguments.has(key.name) else { return }
    read(key, entry.value, at: entry.key.useSpan, into: &arguments, decoder)
  }

  private func read(
    _ key: AnyKey, _ node: SyntaxNode, at keySpan: Span, into arguments: inout Arguments,
    _ decoder: Decoder
  ) {
    do throws(Poisoned) {
      let (value, text) = try key.decode(node, decoder)
      arguments.set(
        key.name, Arguments.Entry(value: value, text: text, keySpan: keySpan, span: node.useSpan))
    } catch {
      arguments.set(
        key.name, Arguments.Entry(value: nil, text: "", keySpan: keySpan, span: node.useSpan))
    }
  }

  private func complete(_ arguments: inout Arguments, _ decoder: Decoder) {
    arguments.order = names
    var missing: [AnyKey] = []
    for key in keys where !arguments.has(key.name) {
      if let fallback = key.fallback, let text = key.fallbackText {
        arguments.set(
          key.name, Arguments.Entry(value: fallback, text: text, keySpan: nil, span: nil))
      } else {
        // A misspelt key has been reported; that the right one is missing says nothing new.
        let isMisspelt = arguments.unknownKeys.prefix(Self.comparedKeys).contains {
          nearNames(of: $0, among: names).contains(key.name)
        }
        if !isMisspelt { missing.append(key) }
        arguments.set(key.name, Arguments.Entry(value: nil, text: "", keySpan: nil, span: nil))
      }
    }
    guard !missing.isEmpty else { return }
    let list = missing.map { "`\($0.name)`" }.joined(separator: ", ")
    var finding = Diagnostic(
      "E0102", "\(subject) lacks \(list)", at: arguments.place
    ).expected(list).found("nothing")
    for key in missing { finding = finding.note("`\(key.name)`: \(key.typeName). \(key.doc)") }
    _ = decoder.report(finding)
  }
}
