import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// Reads what is peculiar to each kind of field.
struct FieldReader {
  typealias Result = (columns: [String], kind: DataField.Kind, type: DeclaredType)

  let name: String
  let span: Span
  /// Whether the source has named columns; `nil` where it cannot be told.
  let isTable: Bool?
  let arguments: Arguments
  let decoder: Decoder

  func read(_ keyword: String) throws(Poisoned) -> Result {
    switch keyword {
    case "tensor": try tensor()
    case "number": try number()
    case "category": try category()
    default: try classIndex()
    }
  }

  private func batched(_ sizes: [Int], _ dtype: DType = .f32, bound: Int? = nil) -> DeclaredType {
    let dims = [Dim.batch] + sizes.map { Dim($0) }
    return DeclaredType(type: TensorType(Shape(dims), dtype), bound: bound)
  }

  private func tensor() throws(Poisoned) -> Result {
    let declared = try arguments.value(DataField.typeKey)
    guard let sizes = declared.type.shape.sizes, declared.type.dtype == .f32,
      declared.bound == nil
    else {
      let mended = Self.withoutBatch(declared)
      let typePlace = arguments.span(DataField.typeKey)
      throw decoder.report(
        Diagnostic(
          "E0551", "the field `\(name)` cannot have the type \(declared)",
          at: typePlace ?? span
        ).expected("f32 and numbers, without the batch").found(declared.description)
          .help(Self.typeHelp(declared, mended))
          .replacing(mended == nil ? nil : typePlace, with: mended ?? ""))
    }
    let columns = try arguments.value(DataField.columnsKey)
    guard isTable ?? (columns != nil) else {
      if columns != nil { throw columnsWithoutTable() }
      return ([], .tensor(sizes: sizes), batched(sizes))
    }
    guard let columns else { throw missingColumns() }
    guard let count = try? declared.type.shape.elementCount().constant, count == columns.count
    else {
      let wanted = try? declared.type.shape.elementCount()
      let elements = wanted?.description ?? "too many"
      let slip = ColumnSlip(columns, wanted: wanted?.constant)
      let place = arguments.span(DataField.columnsKey)
      let isWhole = place.map { slip?.isWhole($0) == true } ?? false
      throw decoder.report(
        Diagnostic(
          "E0554", "the field `\(name)` has \(elements) elements but \(columns.count) columns",
          at: place ?? span
        ).expected("\(elements) columns").found("\(columns.count)").help(slip?.help)
          .replacing(isWhole ? place : nil, with: slip?.list ?? ""))
    }
    return (columns, .tensor(sizes: sizes), batched(sizes))
  }

  private static func typeHelp(_ declared: DeclaredType, _ mended: String?) -> String {
    let names = declared.type.shape.dims.flatMap(\.symbols).filter { $0 != Dim.batchName }
    if mended == nil, let name = names.first {
      return
        "`\(name)` may vary, and a row has as many elements as there are columns: give `\(name)` "
        + "a number in `dims:`"
    }
    return "the batch is added by itself" + (mended.map { ": write `\($0)`" } ?? "")
  }

  /// The type of a row, where the batch has been written in front of it.
  private static func withoutBatch(_ declared: DeclaredType) -> String? {
    let dims = declared.type.shape.dims
    let sizes = dims.dropFirst().compactMap(\.constant)
    guard dims.first == .batch, sizes.count == dims.count - 1, declared.type.dtype == .f32,
      declared.bound == nil
    else { return nil }
    return "\"\(TensorType(sizes: sizes))\""
  }

  private func number() throws(Poisoned) -> Result {
    let columns = try arguments.value(DataField.numberKey)
    if isTable == false { throw columnsWithoutTable() }
    return (columns, .number, batched([columns.count]))
  }

  private func category() throws(Poisoned) -> Result {
    let values = try arguments.value(DataField.categoryKey)
    let encoding = try arguments.value(DataField.encodingKey)
    let column = try column()
    try requireDistinct(values, at: arguments.span(DataField.categoryKey) ?? span)
    let isOneHot = encoding == .oneHot
    return (
      column, .category(values: values, isOneHot: isOneHot),
      isOneHot ? batched([values.count]) : batched([], .i32, bound: values.count)
    )
  }

  private func classIndex() throws(Poisoned) -> Result {
    let classes = try arguments.value(DataField.classKey)
    let values = try arguments.value(DataField.valuesKey)
    let column = try column()
    if let values {
      let place = arguments.span(DataField.valuesKey) ?? span
      guard values.count == classes else {
        throw decoder.report(
          Diagnostic(
            "E0109",
            "\(counted(values.count, "value")) for \(counted(classes, "class", "classes"))",
            at: place
          ).expected(counted(classes, "value")).found("\(values.count)"))
      }
      try requireDistinct(values, at: place)
    }
    return (
      column, .classIndex(classes: classes, values: values),
      batched([], .i32, bound: classes)
    )
  }

  private func column() throws(Poisoned) -> [String] {
    let column = try arguments.value(DataField.columnKey)
    guard isTable ?? true else {
      if column != nil { throw columnsWithoutTable() }
      return []
    }
    return [column ?? name]
  }

  private func requireDistinct(_ values: [String], at place: Span) throws(Poisoned) {
    var seen: Set<String> = []
    for value in values where !seen.insert(value).inserted {
      throw decoder.report(
        Diagnostic(
          "E0202", "the value `\(VisibleText.of(value, limit: 60))` stands here twice", at: place
        ).expected("different values").found("two equal ones"))
    }
  }

  private func missingColumns() -> Poisoned {
    decoder.report(
      Diagnostic("E0102", "the field `\(name)` lacks `columns`", at: span)
        .expected("the columns of the CSV file").found("none")
        .help("add `columns: [a, b]` or `columns: pixel_0..pixel_63`"))
  }

  private func columnsWithoutTable() -> Poisoned {
    decoder.report(
      Diagnostic("E0554", "an `idx` source has no columns", at: span)
        .expected("a `tensor` field for the images, a `class` field for the labels")
        .found("columns").help("remove the columns"))
  }
}
