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

  /// - Parameter found: gets the fields, also those of a section that is wrong.
  init(
    _ node: SyntaxNode, at place: Span, into found: inout DataFields, _ decoder: Decoder
  ) throws(Poisoned) {
    let arguments = try Self.table.decode(node, at: place, decoder)
    span = place
    let sources = try? DataSource.read(try arguments.value(Self.sourceKey), decoder)
    if let fields = try? arguments.value(Self.fieldsKey) {
      found.read(fields, isTable: sources?.source.isTable, decoder)
    }
    let splitNode = arguments.optional(Self.splitKey)
    let split = try? DataSplit(
      splitNode, fields: found, hasTestFiles: sources?.test != nil,
      at: arguments.keySpan(Self.splitKey) ?? place, decoder)
    missing = try arguments.value(Self.missingKey)
    guard let sources, found.isSound, let split else { throw Poisoned() }
    (source, test, paths) = sources
    fields = found.fields
    self.split = split
  }

  var resolvedLines: [String] {
    var lines = ["data:", "  source: \(source.text(test: test))", "  fields:"]
    for field in fields { lines.append("    \(field.name): \(field.resolvedText)") }
    lines.append("  missing: \(missing.rawValue)")
    lines.append("  split: \(split.resolvedText)")
    return lines
  }
}
