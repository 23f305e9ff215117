/// The files of one source, read; rows that `MissingValues` leaves out are gone.
struct RawTable {
  private enum Contents {
    case csv(CSVTable)
    case idx(images: IDXTensor, labels: IDXTensor)
  }

  let path: String
  private let contents: Contents
  /// The row of the file for each row of the table.
  private let kept: [Int32]

  var rows: Int { kept.count }

  /// - Parameter columns: What the fields read.
  init(
    _ source: DataPlan.Source, columns: [String], missing: DataPlan.MissingValues,
    in folder: DataFolder
  ) throws(DataError) {
    switch source {
    case .csv(let path, let delimiter, let header):
      let table = try CSVTable(
        path, in: folder, delimiter: delimiter, header: header, columns: columns)
      self.path = path
      contents = .csv(table)
      kept = try Self.present(table, missing)
    case .idx(let imagePath, let labelPath):
      for column in columns where column != "images" && column != "labels" {
        throw DataError(
          "E0508", path: imagePath, "there is no column \(DataError.quote(column))",
          expected: "`images` or `labels`")
      }
      let images = try IDXTensor(imagePath, in: folder)
      let labels = try IDXTensor(labelPath, in: folder)
      guard images.rows == labels.rows else {
        throw DataError(
          "E0506", path: labelPath, "images and labels differ in number",
          expected: "\(images.rows) labels", found: "\(labels.rows)")
      }
      path = imagePath
      contents = .idx(images: images, labels: labels)
      kept = (0..<Int32(clamping: images.rows)).map { $0 }
    }
  }

  private static func present(
    _ table: CSVTable, _ missing: DataPlan.MissingValues
  ) throws(DataError) -> [Int32] {
    guard table.rows <= Int(Int32.max) else {
      throw DataError("E0503", path: table.path, "there are more than \(Int32.max) rows")
    }
    var kept: [Int32] = []
    kept.reserveCapacity(table.rows)
    for row in 0..<table.rows {
      let empty = table.columns.indices.first { table.isEmpty(row, $0) }
      if let empty, missing == .refuse {
        throw table.error(
          "E0505", row, empty, "the value of `\(table.columns[empty])` is missing",
          help: "fill the cell, or leave such rows out with `missing: drop`")
      }
      if empty == nil { kept.append(Int32(row)) }
    }
    return kept
  }

  /// Elements of one row over `columns`.
  func width(_ columns: [String]) -> Int { columns.reduce(0) { $0 + width($1) } }

  private func width(_ column: String) -> Int {
    guard case .idx(let images, let labels) = contents else { return 1 }
    return (column == "images" ? images : labels).shape.dropFirst().reduce(1, *)
  }

  /// An error at a value; `element` counts over the columns of the field.
  func error(
    _ code: String, row: Int, element: Int, of columns: [String], _ message: String,
    expected: String? = nil, found: String? = nil, help: String? = nil
  ) -> DataError {
    switch contents {
    case .csv(let table):
      let column = table.columns.firstIndex(of: columns[element]) ?? 0
      var error = table.error(
        code, Int(kept[row]), column, "\(message) in row \(row + 1), column `\(columns[element])`",
        expected: expected, help: help)
      if let found { error.found = found }
      return error
    case .idx(let images, let labels):
      let tensor = columns == ["labels"] ? labels : images
      return DataError(
        code, path: tensor.path, "\(message) in row \(row + 1), element \(element + 1)",
        expected: expected, found: found, help: help)
    }
  }

  /// All numbers of `columns`; a cell that holds none is an error at its place.
  func numbers(_ columns: [String]) throws(DataError) -> RawNumbers {
    switch contents {
    case .csv(let table): return try numbers(columns, table)
    case .idx(let images, let labels):
      guard columns.count == 1, let column = columns.first else {
        throw DataError(
          "E0508", path: path, "a field of an IDX source reads one column",
          expected: "`images` or `labels`", found: columns.joined(separator: ", "))
      }
      let values = (column == "images" ? images : labels).values
      let width = width(column)
      if case .doubles(let doubles) = values,
        let index = doubles.firstIndex(where: { !$0.isFinite })
      {
        throw error(
          "E0504", row: index / width, element: index % width, of: columns,
          "a number is not finite", found: "\(doubles[index])")
      }
      return RawNumbers(values: values, width: width)
    }
  }

  private func numbers(_ columns: [String], _ table: CSVTable) throws(DataError) -> RawNumbers {
    let indices = columns.map { table.columns.firstIndex(of: $0) ?? 0 }
    var values: [Double] = []
    values.reserveCapacity(kept.count * columns.count)
    let failure: (row: Int, element: Int)? = table.bytes.withUnsafeBufferPointer { bytes in
      for (row, fileRow) in kept.enumerated() {
        for (element, column) in indices.enumerated() {
          let cell = table.cell(Int(fileRow), column)
          let text = UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end])
          guard let value = DecimalNumber.parse(text) else { return (row, element) }
          values.append(value)
        }
      }
      return nil
    }
    if let failure {
      throw error(
        "E0504", row: failure.row, element: failure.element, of: columns,
        "expected a number", expected: "a finite decimal number such as `-1.5e3`")
    }
    return RawNumbers(values: .doubles(values), width: columns.count)
  }

  /// The contents of one column as text; numbers of an IDX file in decimal.
  func texts(_ columns: [String]) throws(DataError) -> [String] {
    guard columns.count == 1, width(columns) == 1 else {
      throw DataError(
        "E0508", path: path, "categories are read from one column",
        found: columns.joined(separator: ", "))
    }
    switch contents {
    case .csv(let table):
      let column = table.columns.firstIndex(of: columns[0]) ?? 0
      return kept.map { table.text(Int($0), column) }
    case .idx:
      return try numbers(columns).doubles.map { value in
        Int(exactly: value).map { String($0) } ?? "\(value)"
      }
    }
  }
}
