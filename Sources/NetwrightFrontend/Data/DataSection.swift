import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax

/// Where data come from and what becomes of them, in plain types; the driver makes the runtime's
/// plan from it.
package struct DataSection: Sendable {
  package enum Missing: String, CaseIterable, Sendable {
    case error
    case drop
  }

  static let sourceKey = Key(
    "source", .node("a mapping with `csv` or `idx`", form: .section(.source)),
    doc: "The files: `csv:` or `idx:`.")
  static let fieldsKey = Key(
    "fields", .node("a mapping of field names", form: .section(.fields)),
    doc: "Named tensors made of columns; each feeds the input or target of its name.")
  static let missingKey = Key(
    "missing", .choice, default: Missing.error,
    doc: "What an empty cell means: an error, or to drop its row.")
  static let splitKey = Key(
    "split", .optional(.node("a mapping with `train`", form: .section(.split))), default: nil,
    doc: "How rows are divided; all of them train otherwise.")
  package static let table = KeyTable(
    "`data`",
    [AnyKey(sourceKey), AnyKey(fieldsKey), AnyKey(missingKey), AnyKey(splitKey)])

  package let source: DataSource
  /// Files of their own for the test split.
  package let test: DataSource?
  /// All files of both.
  package let paths: [DataPath]
  package let fields: [DataField]
  package let missing: Missing
  package let split: DataSplit
  package let span: Span

  init(_ node: SyntaxNode, at place: Span, _ decoder: Decoder) throws(Poisoned) {
    let arguments = try Self.table.decode(node, at: place, decoder)
    span = place
    let sources = try? DataSource.read(try arguments.value(Self.sourceKey), decoder)
    let fields = try? Self.fields(
      try arguments.value(Self.fieldsKey), isTable: sources?.source.isTable ?? true, decoder)
    let splitNode = try? arguments.value(Self.splitKey)
    let split = try? DataSplit(
      splitNode ?? nil, fields: fields, hasTestFiles: sources?.test != nil,
      at: arguments.keySpan(Self.splitKey) ?? place, decoder)
    missing = try arguments.value(Self.missingKey)
    guard let sources, let fields, let split else { throw Poisoned() }
    (source, test, paths) = sources
    self.fields = fields
    self.split = split
  }

  /// Fields of class indices that are spread over rows, as they are written.
  var oneHotFields: [String: SyntaxNode] {
    var fields: [String: SyntaxNode] = [:]
    for field in self.fields {
      if case .category(_, isOneHot: true) = field.kind { fields[field.name] = field.node }
    }
    return fields
  }

  private static func fields(
    _ node: SyntaxNode, isTable: Bool, _ decoder: Decoder
  ) throws(Poisoned) -> [DataField] {
    let entries = try decoder.mapping(of: node, expecting: "a mapping of field names")
    var fields: [DataField] = []
    var isPoisoned = false
    for entry in entries {
      if let field = try? DataField(entry, isTable: isTable, decoder) {
        fields.append(field)
      } else {
        isPoisoned = true
      }
    }
    if isPoisoned { throw Poisoned() }
    return fields
  }

  var resolvedLines: [String] {
    var lines = ["data:", "  source: \(source.text(test: test))", "  fields:"]
    for field in fields { lines.append("    \(field.name): \(field.resolvedText)") }
    lines.append("  missing: \(missing.rawValue)")
    lines.append("  split: \(split.resolvedText)")
    return lines
  }
}
