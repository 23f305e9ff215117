import NetwrightRuntime

/// Turns raw values of one field into what a program takes, bit for bit as training did: with the
/// same encoders, and with the statistics and categories that were fitted on the training split.
public struct FieldEncoder: Sendable {
  private enum Encoding {
    case numbers(NumberEncoder, width: Int)
    case index(bound: Int, width: Int)
    case words(Vocabulary, FieldPlan.Encoding)
  }

  private let name: String
  private let type: ElementType
  private let encoding: Encoding

  /// The encoder of the field that fills `input`.
  ///
  /// - `statistics`: those of the weights at `path`.
  /// - Throws: `E0508` when the field does not fit the input, `E0512` when statistics are missing.
  public init(
    _ plan: DataPlan, input: InputSlot, statistics: [HostTensor], path: String
  ) throws(DataError) {
    guard let field = plan.fields.first(where: { $0.name == input.name }) else {
      throw DataError("E0508", path: path, "no field fills the input `\(input.name)`")
    }
    name = input.name
    type = input.type
    var fitted = FittedStatistics(restored: statistics, path: path)
    encoding = try Self.encoding(field, input, &fitted, path)
    let width = Self.width(encoding)
    guard width == input.rowElementCount else {
      throw Self.misfit(input, path, found: "\(width)")
    }
  }

  private static func misfit(_ input: InputSlot, _ path: String, found: String) -> DataError {
    DataError(
      "E0508", path: path, "the field `\(input.name)` does not fit its input",
      expected: "\(input.rowElementCount ?? 0) elements in a row", found: found)
  }

  private static func encoding(
    _ field: FieldPlan, _ input: InputSlot, _ fitted: inout FittedStatistics, _ path: String
  ) throws(DataError) -> Encoding {
    let width = input.rowElementCount ?? 0
    func numbers(_ shape: [Int], _ transforms: [Transform]) throws(DataError) -> Encoding {
      guard HostTensor.elementCount(shape) == width else {
        throw misfit(input, path, found: "\(shape)")
      }
      let encoder = try NumberEncoder(
        field: field, shape: shape, width: width, transforms: transforms, restoring: &fitted)
      return .numbers(encoder, width: width)
    }
    switch field.kind {
    case .number(let transforms): return try numbers([width], transforms)
    case .tensor(let shape, let transforms): return try numbers(shape, transforms)
    case .classIndex(let classes, let words):
      let bound = min(classes, input.bound ?? classes)
      guard let words else { return .index(bound: bound, width: width) }
      return .words(Vocabulary(words, count: bound), .index)
    case .category(let encoding, let words):
      if let words { return .words(Vocabulary(words), encoding) }
      // Nothing is fitted here: without restored words this throws.
      let restored = try fitted.words(field.name + ".vocabulary") { () throws(DataError) in [] }
      return .words(Vocabulary(restored), encoding)
    }
  }

  /// Elements of an encoded row.
  private static func width(_ encoding: Encoding) -> Int {
    switch encoding {
    case .numbers(_, let width), .index(_, let width): width
    case .words(let vocabulary, .oneHot): vocabulary.words.count
    case .words(_, .index): 1
    }
  }

  /// Encodes numbers as they stand in the data's files: pixels, measurements.
  ///
  /// - `numbers`: any number of rows, row-major, a row as the field's columns or its shape.
  /// - Throws: `number` for the first that is not finite, before or after the transforms.
  public func encode(_ numbers: [Double]) throws(PredictionError) -> InputValues {
    guard case .numbers(let encoder, let width) = encoding else {
      throw .type(input: name, expected: type, found: .f64)
    }
    if width == 0, let first = numbers.first {
      throw .number(input: name, row: 1, element: 1, found: first)
    }
    let values = encoder.encode(RawNumbers(values: .doubles(numbers), width: width))
    let wrong = zip(numbers, values).enumerated().first {
      !$0.element.0.isFinite || !$0.element.1.isFinite
    }
    if let wrong {
      throw .number(
        input: name, row: wrong.offset / width + 1, element: wrong.offset % width + 1,
        found: wrong.element.0)
    }
    return .f32(values)
  }

  /// Encodes numbers as they stand in the data's files: pixels, measurements.
  public func encode(_ numbers: [Float]) throws(PredictionError) -> InputValues {
    try encode(numbers.map { Double($0) })
  }

  /// Encodes class indices; a row as the field's columns.
  public func encode(_ indices: [Int32]) throws(PredictionError) -> InputValues {
    guard case .index(let bound, let width) = encoding else {
      throw .type(input: name, expected: type, found: .i32)
    }
    if let place = indices.firstIndex(where: { $0 < 0 || $0 >= bound }) {
      throw .index(
        input: name, row: place / max(width, 1) + 1, found: Int(indices[place]), bound: bound)
    }
    return type == .f32 ? .f32(indices.map { Float($0) }) : .i32(indices)
  }

  /// Encodes categories, one a row, as they stand in the data's files.
  public func encode(_ categories: [String]) throws(PredictionError) -> InputValues {
    guard case .words(let vocabulary, let form) = encoding else {
      throw .type(input: name, expected: type, found: .u8)
    }
    let indices: [Int32]
    do throws(Vocabulary.UnknownWord) {
      indices = try vocabulary.indices(of: categories)
    } catch {
      throw .category(
        input: name, row: error.row + 1, found: DataError.quote(error.text),
        expected: vocabulary.listing)
    }
    switch form {
    case .oneHot: return .f32(vocabulary.oneHot(indices))
    case .index: return type == .f32 ? .f32(indices.map { Float($0) }) : .i32(indices)
    }
  }
}
