import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax

/// One of several registered units with its arguments: `adam`, or `adam: {learning_rate: 1e-3}`.
struct Choice: Sendable {
  let keyword: String
  let arguments: Arguments
  let span: Span

  /// - Parameters:
  ///   - tables: the key table of each unit, by keyword, in the order of the registry.
  ///   - several: how several are written, where there may be.
  init(
    _ node: SyntaxNode, kind: String, among tables: [(keyword: String, table: KeyTable)],
    several: String? = nil, _ decoder: Decoder
  ) throws(Poisoned) {
    let words = tables.map(\.keyword)
    if let scalar = node.scalar, !scalar.isAbsent {
      let word = try decoder.choice(scalar.text, at: node.useSpan, expecting: kind, among: words)
      guard let match = tables.first(where: { $0.keyword == word }) else { throw Poisoned() }
      keyword = word
      span = node.useSpan
      arguments = match.table.decodeEmpty(at: span, decoder)
      return
    }
    let entries = try decoder.mapping(of: node, expecting: "\(kind) with its keys")
    guard let entry = entries.first, entries.count == 1 else {
      throw decoder.report(
        Diagnostic("E0109", "expected \(kind), found \(entries.count) keys", at: node.useSpan)
          .expected("one of \(words.map { "`\($0)`" }.joined(separator: ", "))")
          .found("\(entries.count) keys").help(entries.count > 1 ? several : nil))
    }
    span = entry.key.useSpan
    let word = try decoder.choice(entry.name, at: span, expecting: kind, among: words)
    guard let match = tables.first(where: { $0.keyword == word }) else { throw Poisoned() }
    keyword = word
    arguments = try match.table.decode(entry.value, at: span, decoder)
  }
}
