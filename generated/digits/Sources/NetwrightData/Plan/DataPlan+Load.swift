import NetwrightRuntime

extension DataPlan {
  /// Reads the files, splits the rows, fits statistics on the training split alone, and encodes
  /// every input of the program from the field of its name.
  ///
  /// - Parameter restoring: Statistics of a checkpoint; with them nothing is fitted.
  public func load(
    from folder: DataFolder, inputs: [InputSlot], restoring: [HostTensor]? = nil
  ) throws(DataError) -> Splits {
    let columns = wantedColumns
    let main = try RawTable(source, columns: columns, missing: missing, in: folder)
    var testTable: RawTable?
    if let test {
      testTable = try RawTable(test, columns: columns, missing: missing, in: folder)
    }
    let assignment = try assignRows(of: main)
    var statistics = FittedStatistics(restored: restoring, path: main.path)
    var mainColumns: [TableSource.Column] = []
    var testColumns: [TableSource.Column] = []
    for slot in inputs {
      let loader = FieldLoader(
        field: try field(named: slot.name, path: main.path), slot: slot, main: main,
        test: testTable, train: assignment.train)
      let loaded = try loader.load(&statistics)
      mainColumns.append(loaded.main)
      testColumns.append(loaded.test ?? loaded.main)
    }
    let testRows = testTable.map { (0..<Int32(clamping: $0.rows)).map { $0 } } ?? assignment.test
    return Splits(
      train: TableSource(columns: mainColumns, rows: assignment.train),
      validation: TableSource(columns: mainColumns, rows: assignment.validation),
      test: TableSource(columns: testColumns, rows: testRows),
      statistics: statistics.tensors,
      digest: DataDigest.of(assignment, columns: mainColumns, statistics.tensors))
  }

  /// Every column of a field, once, in order.
  private var wantedColumns: [String] {
    var seen = Set<String>()
    return fields.flatMap(\.columns).filter { seen.insert($0).inserted }
  }

  private func field(named name: String, path: String) throws(DataError) -> FieldPlan {
    guard let field = fields.first(where: { $0.name == name }), !field.columns.isEmpty else {
      throw DataError(
        "E0508", path: path, "no field fills the input `\(name)`",
        expected: "a field with columns",
        found: fields.map { "`\($0.name)`" }.joined(separator: ", "))
    }
    return field
  }

  private func assignRows(of table: RawTable) throws(DataError) -> SplitAssignment {
    if test != nil && split.test != 0 {
      throw DataError(
        "E0511", path: table.path, "the test split has files of its own and a fraction",
        expected: "a test fraction of 0", found: "\(split.test)")
    }
    var classes: [Int32]?
    if let name = split.stratify {
      let texts = try table.texts(try field(named: name, path: table.path).columns)
      let sorted = Ordering.sorted(Array(Set(texts)))
      var places: [String: Int32] = [:]
      for (index, text) in sorted.enumerated() { places[text] = Int32(clamping: index) }
      classes = texts.map { places[$0] ?? 0 }
    }
    return try SplitAssignment(split, rows: table.rows, classes: classes, path: table.path)
  }
}
