/// Why a model cannot predict from what it was given. Rows and elements of a row count from 1.
public enum PredictionError: Equatable, Sendable, CodedError {
  /// Not a whole number of rows, or not as many rows as the first input has.
  case size(input: String, expected: Int, found: Int)
  /// Another type than the program takes.
  case type(input: String, expected: ElementType, found: ElementType)
  /// An index that is not in `0..<bound`.
  case index(input: String, row: Int, found: Int, bound: Int)
  /// A number that is not finite, or is beyond the range of `f32` once it is transformed.
  case number(input: String, row: Int, element: Int, found: Double)
  /// A word that is none of the field's categories.
  case category(input: String, row: Int, found: String, expected: String)

  public var diagnosticCode: String { "E0807" }

  public var text: String {
    switch self {
    case .size(let input, let expected, let found):
      "`\(input)` has \(found) elements, expected \(expected)"
    case .type(let input, let expected, let found):
      "`\(input)` has elements of type \(found.rawValue), expected \(expected.rawValue)"
    case .index(let input, let row, let found, let bound):
      "the index of `\(input)` in row \(row) is out of range\n"
        + "  expected: an integer in 0..<\(bound)\n  found: \(found)"
    case .number(let input, let row, let element, let found):
      "the number of `\(input)` in row \(row), element \(element), cannot be used\n"
        + "  expected: a finite number within the range of f32\n  found: \(found)"
    case .category(let input, let row, let found, let expected):
      "unknown category of `\(input)` in row \(row)\n"
        + "  expected: \(expected)\n  found: \(found)"
    }
  }
}
