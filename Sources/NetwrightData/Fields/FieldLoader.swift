import NetwrightRuntime

/// Loads one field for one input of a program, from the main table and from that of the test
/// split when it has files of its own.
struct FieldLoader {
  let field: FieldPlan
  let slot: InputSlot
  let main: RawTable
  let test: RawTable?
  /// Rows of `main` that train.
  let train: [Int32]

  typealias Columns = (main: TableSource.Column, test: TableSource.Column?)

  func load(_ statistics: inout FittedStatistics) throws(DataError) -> Columns {
    switch field.kind {
    case .number(let transforms):
      return try numbers([main.width(field.columns)], transforms, &statistics)
    case .tensor(let shape, let transforms):
      return try numbers(shape, transforms, &statistics)
    case .classIndex(let classes, let vocabulary):
      let bound = min(classes, slot.bound ?? classes)
      let encoder = IndexEncoder(field: field, count: bound, vocabulary: vocabulary)
      return try encode { table throws(DataError) in
        let (indices, width) = try encoder.encode(table)
        return slot.type == .f32
          ? .floats(indices.map { Float($0) }, width: width) : .integers(indices, width: width)
      }
    case .category(let encoding, let vocabulary):
      let words: [String]
      if let vocabulary { words = vocabulary } else { words = try fittedVocabulary(&statistics) }
      if encoding == .index, let bound = slot.bound, words.count > bound {
        throw mismatch(expected: "at most \(bound) categories", found: "\(words.count)")
      }
      let encoder = IndexEncoder(field: field, count: words.count, vocabulary: words)
      return try encode { table throws(DataError) in
        let indices = try encoder.encode(table).indices
        switch encoding {
        case .index: return .integers(indices, width: 1)
        case .oneHot: return .floats(Vocabulary(words).oneHot(indices), width: words.count)
        }
      }
    }
  }

  private func numbers(
    _ shape: [Int], _ transforms: [Transform], _ statistics: inout FittedStatistics
  ) throws(DataError) -> Columns {
    let raw = try main.numbers(field.columns)
    // Before anything of a row's size is made: a file without rows can claim any width.
    guard HostTensor.elementCount(shape) == raw.width, slot.rowElementCount == raw.width else {
      throw mismatch(
        expected: "\(shape) for the input \(slot.shape)",
        found: "\(raw.width) values in a row of the data")
    }
    let encoder = try NumberEncoder(
      field: field, shape: shape, transforms: transforms, raw: raw, train: train,
      statistics: &statistics)
    return try encode { table throws(DataError) in
      let raw = try table.numbers(field.columns)
      return try encoder.encode(raw, table)
    }
  }

  private func encode(
    _ column: (RawTable) throws(DataError) -> TableSource.Column
  ) throws(DataError) -> Columns {
    let mainColumn = try column(main)
    try requireFit(mainColumn)
    guard let test else { return (mainColumn, nil) }
    guard test.width(field.columns) == main.width(field.columns) else {
      throw mismatch(
        expected: "\(main.width(field.columns)) values in a row of the test data",
        found: "\(test.width(field.columns))")
    }
    return (mainColumn, try column(test))
  }

  private func fittedVocabulary(
    _ statistics: inout FittedStatistics
  ) throws(DataError) -> [String] {
    try statistics.words(field.name + ".vocabulary") { () throws(DataError) in
      let texts = try main.texts(field.columns)
      let seen = Set(train.map { texts[Int($0)] })
      return Ordering.sorted(Array(seen))
    }
  }

  private func requireFit(_ column: TableSource.Column) throws(DataError) {
    let (type, width): (ElementType, Int) =
      switch column {
      case .floats(_, let width): (.f32, width)
      case .integers(_, let width): (.i32, width)
      }
    guard slot.type == type, slot.rowElementCount == width else {
      throw mismatch(
        expected: "\(slot.type.rawValue)\(slot.shape) with rows of \(slot.rowElementCount ?? 0)",
        found: "\(type.rawValue) rows of \(width)")
    }
  }

  private func mismatch(expected: String, found: String) -> DataError {
    DataError(
      "E0508", path: main.path, "the field `\(field.name)` does not fit",
      expected: expected, found: found)
  }
}
