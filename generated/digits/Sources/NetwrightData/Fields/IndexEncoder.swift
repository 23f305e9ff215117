/// Turns cells into indices in 0..<count: numbers as they are, words by a vocabulary.
struct IndexEncoder {
  let field: FieldPlan
  let count: Int
  let vocabulary: [String]?

  /// One index per element, checked; an error names file, row, column, value and bound.
  func encode(_ table: RawTable) throws(DataError) -> (indices: [Int32], width: Int) {
    if let vocabulary { return (try lookUp(vocabulary, table), 1) }
    let raw = try table.numbers(field.columns)
    var indices: [Int32] = []
    let values = raw.doubles
    indices.reserveCapacity(values.count)
    for (position, value) in values.enumerated() {
      guard let index = Int32(exactly: value), index >= 0, Int(index) < count else {
        throw table.error(
          "E0509", row: position / raw.width, element: position % raw.width, of: field.columns,
          "the class index of `\(field.name)` is out of range",
          expected: "an integer in 0..<\(count)",
          found: Int(exactly: value).map { "\($0)" } ?? "\(value)")
      }
      indices.append(index)
    }
    return (indices, raw.width)
  }

  private func lookUp(_ words: [String], _ table: RawTable) throws(DataError) -> [Int32] {
    let vocabulary = Vocabulary(words, count: count)
    let texts = try table.texts(field.columns)
    do throws(Vocabulary.UnknownWord) {
      return try vocabulary.indices(of: texts)
    } catch {
      throw table.error(
        "E0510", row: error.row, element: 0, of: field.columns,
        "unknown category of `\(field.name)`", expected: vocabulary.listing,
        found: DataError.quote(error.text), help: "list the value under `category:` of the field")
    }
  }
}
