import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// A field: columns of the data turned into one tensor per row.
package struct DataField: Sendable {
  package enum Kind: Hashable, Sendable {
    /// `f32`, one element per column.
    case number
    /// `f32` of these sizes, row-major over the columns, or over one image.
    case tensor(sizes: [Int])
    /// One of these values: a one-hot row, or an index.
    case category(values: [String], isOneHot: Bool)
    /// A number in `0..<classes`, or the place of the cell among the values.
    case classIndex(classes: Int, values: [String]?)
  }

  package enum Standardize: String, CaseIterable, Sendable {
    case perChannel = "per-channel"
    case perColumn = "per-column"
  }

  package enum Encoding: String, CaseIterable, Sendable {
    case oneHot = "one_hot"
    case index
  }

  static let typeKey = Key(
    "tensor", .tensorType, doc: "Type of one row, without the batch: \"f32[28, 28, 1]\".")
  static let columnsKey = Key(
    "columns", .optional(ValueType<[String]>.columns), default: nil,
    doc: "Columns in row-major order; `pixel_0..pixel_63` stands for all from one to the other.")
  static let scaleKey = Key(
    "scale", .number(.any), default: 1, doc: "Factor of every number, applied first.")
  static let standardizeKey = Key(
    "standardize", .optional(ValueType<Standardize>.choice), default: nil,
    doc: "Subtract the mean and divide by the deviation, fitted on the training split alone.")
  package static let tensorTable = KeyTable(
    "the field kind `tensor`",
    [AnyKey(typeKey), AnyKey(columnsKey), AnyKey(scaleKey), AnyKey(standardizeKey)])

  static let numberKey = Key(
    "number", .columns, doc: "The columns; the field is `f32[batch, N]` for N of them.")
  package static let numberTable = KeyTable(
    "the field kind `number`", [AnyKey(numberKey), AnyKey(scaleKey), AnyKey(standardizeKey)])

  static let categoryKey = Key(
    "category", .list(ValueType<String>.text, of: "a list of values"),
    doc: "All values that the column may hold.")
  static let columnKey = Key(
    "column", .optional(ValueType<String>.text), default: nil,
    doc: "The column; the one named like the field otherwise.")
  static let encodingKey = Key(
    "encoding", .choice, default: Encoding.oneHot,
    doc: "`one_hot` gives `f32[batch, N]`, `index` gives `i32[batch] in 0..<N`.")
  package static let categoryTable = KeyTable(
    "the field kind `category`", [AnyKey(categoryKey), AnyKey(columnKey), AnyKey(encodingKey)])

  static let classKey = Key(
    "class", .integer(1...Int(Int32.max)),
    doc: "Number of classes; the field is `i32[batch] in 0..<N`.")
  static let valuesKey = Key(
    "values", .optional(.list(ValueType<String>.text, of: "a list of values")), default: nil,
    doc: "What the column holds for class 0, 1, …; numbers from 0 otherwise.")
  package static let classTable = KeyTable(
    "the field kind `class`", [AnyKey(classKey), AnyKey(columnKey), AnyKey(valuesKey)])

  package static let tables: [(keyword: String, table: KeyTable)] = [
    ("tensor", tensorTable), ("number", numberTable), ("category", categoryTable),
    ("class", classTable),
  ]

  package let name: String
  /// Empty for the images or labels of an IDX source.
  package let columns: [String]
  package let kind: Kind
  package let scale: Double
  package let standardize: Standardize?
  package let span: Span
  /// What stands after the name.
  let node: SyntaxNode
  /// Where the columns are named, unless the field has that of its own name.
  let columnsSpan: Span?
  /// The type that an input or target fed by the field has.
  package let type: DeclaredType
  let resolvedText: String

  package var isDiscrete: Bool {
    switch kind {
    case .category, .classIndex: true
    case .number, .tensor: false
    }
  }

  /// - Parameter isTable: whether the source has named columns; `nil` where it cannot be told.
  init(_ entry: SyntaxEntry, isTable: Bool?, _ decoder: Decoder) throws(Poisoned) {
    name = entry.name
    span = entry.key.useSpan
    node = entry.value
    try decoder.requireIdentifier(name, at: span)
    let entries = try decoder.mapping(of: entry.value, expecting: "a mapping for the field")
    let kinds = Self.tables.filter { table in entries.contains { $0.name == table.keyword } }
    guard let (keyword, table) = kinds.first, kinds.count == 1 else {
      throw decoder.report(
        Diagnostic(
          kinds.isEmpty ? "E0102" : "E0108",
          "the field `\(name)` \(kinds.isEmpty ? "has no kind" : "has \(kinds.count) kinds")",
          at: span
        ).expected("one of `tensor`, `number`, `category`, `class`")
          .found(kinds.isEmpty ? "none" : "\(kinds.count)")
          .help(Self.kindHelp(entries, kinds.map(\.keyword)))
          .replacing(kinds.isEmpty ? Self.misspeltKind(entries) : nil))
    }
    let value = Self.listedClasses(entry.value, keyword, decoder)
    let arguments = try table.decode(value, at: span, decoder)
    resolvedText = arguments.flowText
    let reader = FieldReader(
      name: name, span: span, isTable: isTable, arguments: arguments, decoder: decoder)
    let decoded = try reader.read(keyword)
    (columns, kind, type) = (decoded.columns, decoded.kind, decoded.type)
    columnsSpan =
      keyword == "number"
      ? arguments.span(Self.numberKey)
      : keyword == "tensor" ? arguments.span(Self.columnsKey) : nil
    let isNumeric = keyword == "tensor" || keyword == "number"
    scale = isNumeric ? try arguments.value(Self.scaleKey) : 1
    standardize = isNumeric ? try arguments.value(Self.standardizeKey) : nil
  }

  /// A key that is surely meant to say what a field is.
  private static func misspeltKind(_ entries: [SyntaxEntry]) -> Diagnostic.Replacement? {
    let words = tables.map(\.keyword)
    for entry in entries {
      let near = nearNames(of: entry.name, among: words)
      if near.count == 1 { return Diagnostic.Replacement(span: entry.key.useSpan, text: near[0]) }
    }
    return nil
  }

  /// How to say what a field is.
  private static func kindHelp(_ entries: [SyntaxEntry], _ kinds: [String]) -> String? {
    guard kinds.isEmpty else {
      return "keep one of \(kinds.map { "`\($0)`" }.joined(separator: ", "))"
    }
    let words = tables.map(\.keyword)
    if let help = entries.lazy.compactMap({ didYouMean($0.name, among: words) }).first {
      return help
    }
    if let columns = entries.first(where: { $0.name == columnsKey.name }) {
      let text = columns.value.useSpan.text
      guard text.utf8.count <= 60 else { return "numbers of columns are `number:` and the columns" }
      return "numbers of columns are `number: \(text)`"
    }
    return "numbers are `number: [a, b]`, classes `class: 3`, images `tensor: \"f32[28, 28, 1]\"`"
  }

  /// `class: [u, v, w]`: reports values in place of their number.
  private static func listedClasses(
    _ node: SyntaxNode, _ keyword: String, _ decoder: Decoder
  ) -> SyntaxNode {
    guard keyword == classKey.name, let entry = node.entry(keyword),
      let list = entry.value.sequence,
      node.entry(valuesKey.name) == nil, !list.isEmpty
    else { return node }
    let text = entry.value.useSpan.text
    let isFlow =
      text.hasPrefix("[") && node.span.text.hasPrefix("{") && entry.value.aliasSpan == nil
    let words = "the number of classes stands here, what the column holds under `values:`"
    let mended = "\(list.count), values: \(text)"
    _ = decoder.report(
      Diagnostic("E0103", "expected \(classKey.type.name), found a list", at: entry.value.useSpan)
        .expected(classKey.type.name).found("a list of \(list.count)")
        .help(isFlow ? "\(words): `class: \(mended)`" : words)
        .replacing(isFlow ? entry.value.span : nil, with: mended))
    let count = SyntaxEntry(key: entry.key, value: entry.value.spelled("\(list.count)"))
    let values = SyntaxEntry(key: entry.key.spelled(valuesKey.name), value: entry.value)
    return node.with(
      entries: (node.mapping ?? []).filter { $0.name != keyword } + [count, values])
  }
}
