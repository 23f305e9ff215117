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
    if let joined = JoinedKey(node), names.contains(joined.entry.name) {
      _ = decoder.report(joined.finding)
      return decode(entries: [joined.entry], at: place, decoder)
    }
    guard let mainKey, let position = names.firstIndex(of: mainKey) else {
      let poisoned = wrongKind(node, at: place, decoder)
      // A list in which no key is known is no mapping that was written as one.
      guard let listed = ListedKeys(node),
        listed.entries.contains(where: { names.contains($0.name) })
      else { throw poisoned }
      return decode(entries: listed.entries, at: place, decoder)
    }
    var arguments = Arguments(names, place: place)
    read(position, node, at: node.useSpan, into: &arguments, decoder)
    report(unknown: [], missing: complete(&arguments), at: place, decoder)
    return arguments
  }

  /// Reads keys that may stand among others, which are left out.
  package func decode(entries: [SyntaxEntry], at place: Span, _ decoder: Decoder) -> Arguments {
    var arguments = Arguments(names, place: place)
    var unknown: [SyntaxEntry] = []
    let tuples = joiningTuples(entries, decoder)
    for entry in joiningCommas(tuples, into: &arguments, decoder) {
      var found = names.firstIndex(of: entry.name)
      if found == nil {
        unknown.append(entry)
        found = unknown.count > Self.comparedKeys ? nil : meant(by: entry, among: entries)
      }
      guard let position = found else { continue }
      // A duplicate has been reported by the reader; the first one holds.
      guard !arguments.has(position) else { continue }
      read(position, entry.value, at: entry.key.useSpan, into: &arguments, decoder)
    }
    arguments.hasUnknownKeys = !unknown.isEmpty
    report(unknown: unknown, missing: complete(&arguments), at: place, decoder)
    return arguments
  }

  /// `{kernel: (3, 3)}`, of which YAML makes a value `(3` and a key `3)`: the value is reported, and
  /// read as the list that is meant.
  private func joiningTuples(_ entries: [SyntaxEntry], _ decoder: Decoder) -> [SyntaxEntry] {
    let isBroken = { (entry: SyntaxEntry) in
      entry.value.scalar.map { $0.text.hasPrefix("(") && !$0.text.contains(")") } ?? false
    }
    guard entries.contains(where: isBroken) else { return entries }
    var end = 0
    var joined: [SyntaxEntry] = []
    for entry in entries where entry.key.span.start >= end {
      guard isBroken(entry), let slip = TupleSlip(entry.value),
        let position = names.firstIndex(of: entry.name)
      else {
        joined.append(entry)
        continue
      }
      _ = decoder.report(slip.finding(expecting: keys[position].typeName))
      joined.append(SyntaxEntry(key: entry.key, value: slip.list))
      end = slip.span.end
    }
    return joined
  }

  /// The position of the key that a misspelt one is mended to, unless that one is given as well: the
  /// value is read as that of the key, so that what is wrong with it shows and nothing seems to be
  /// missing.
  private func meant(by entry: SyntaxEntry, among entries: [SyntaxEntry]) -> Int? {
    guard let name = repairedName(entry), !entries.contains(where: { $0.name == name }) else {
      return nil
    }
    return names.firstIndex(of: name)
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
    let slip = listOfNumbers(node, keys[position])
    if let slip { _ = decoder.report(slip) }
    let read = slip == nil ? try? keys[position].decode(node, decoder) : nil
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
