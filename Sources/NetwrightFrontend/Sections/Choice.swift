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
      guard let match = tables.first(where: { $0.keyword == scalar.text }) else {
        throw decoder.unknownChoice(
          scalar.text, at: node.useSpan, expecting: "\(kind)", among: words)
      }
      keyword = scalar.text
      span = node.useSpan
      arguments = match.table.decodeEmpty(at: span, decoder)
      return
    }
    let entries = try decoder.mapping(of: node, expecting: "\(kind) with its keys")
    guard let entry = entries.first, entries.count == 1 else {
      throw decoder.report(
        Diagnostic("E0109", "expected \(kind), found \(entries.count) keys", at: node.useSpan)
          .expected(oneOf(words))
          .found("\(entries.count) keys").help(entries.count > 1 ? several : nil))
    }
    guard let match = tables.first(where: { $0.keyword == entry.name }) else {
      throw decoder.unknownChoice(
        entry.name, at: entry.key.useSpan, expecting: "\(kind)", among: words)
    }
    keyword = entry.name
    span = entry.key.useSpan
    arguments = try match.table.decode(entry.value, at: span, decoder)
  }
}
