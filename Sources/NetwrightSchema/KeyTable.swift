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

  package var hasRequiredKeys: Bool { keys.contains { $0.fallbackText == nil } }
  var requiredKeys: [AnyKey] { keys.filter { $0.fallbackText == nil } }

  /// Reads a mapping, or the main key's value. All findings are reported; a key whose value is
  /// wrong throws when it is asked for.
  ///
  /// - Parameter place: where a missing key is reported.
  package func decode(
    _ node: SyntaxNode, at place: Span, _ decoder: Decoder
  ) throws(Poisoned) -> Arguments {
    if let entries = node.mapping { return decode(entries: entries, at: place, decoder) }
    var arguments = Arguments(names, place: place)
    guard let mainKey, let position = names.firstIndex(of: mainKey) else {
      throw wrongKind(node, at: place, decoder)
    }
    read(position, node, at: node.useSpan, into: &arguments, decoder)
    report(unknown: [], missing: complete(&arguments), at: place, decoder)
    return arguments
  }

  /// Reads keys that may stand among others, which are left out.
  package func decode(entries: [SyntaxEntry], at place: Span, _ decoder: Decoder) -> Arguments {
    var arguments = Arguments(names, place: place)
    var unknown: [SyntaxEntry] = []
    for entry in entries {
      guard let position = names.firstIndex(of: entry.name) else {
        unknown.append(entry)
        continue
      }
      // A duplicate has been reported by the reader; the first one holds.
      guard !arguments.has(position) else { continue }
      read(position, entry.value, at: entry.key.useSpan, into: &arguments, decoder)
    }
    arguments.hasUnknownKeys = !unknown.isEmpty
    report(unknown: unknown, missing: complete(&arguments), at: place, decoder)
    return arguments
  }

  /// The table with no key given: for a layer that is only named.
  package func decodeEmpty(at place: Span, _ decoder: Decoder) -> Arguments {
    decode(entries: [], at: place, decoder)
  }

  /// - Parameter position: of the key in the table.
  private func read(
    _ position: Int, _ node: SyntaxNode, at keySpan: Span, into arguments: inout Arguments,
    _ decoder: Decoder
  ) {
    let read = try? keys[position].decode(node, decoder)
    arguments.set(
      position,
      Arguments.Entry(
        value: read?.value, text: read?.text ?? "", keySpan: keySpan, span: node.useSpan))
  }

  /// Fills in defaults; what has none is missing.
  private func complete(_ arguments: inout Arguments) -> [AnyKey] {
    var missing: [AnyKey] = []
    for (position, key) in keys.enumerated() where !arguments.has(position) {
      if key.fallbackText == nil { missing.append(key) }
      arguments.set(
        position,
        Arguments.Entry(
          value: key.fallback, text: key.fallbackText ?? "", keySpan: nil, span: nil))
    }
    return missing
  }
}
