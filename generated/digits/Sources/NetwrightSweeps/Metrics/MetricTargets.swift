/// What outputs are compared with, row by row.
public enum MetricTargets {
  /// One class index per row.
  case classes(UnsafeBufferPointer<Int32>)
  /// `width` values per row; for classification a one-hot row.
  case values(UnsafeBufferPointer<Float>, width: Int)

  /// The class of `row`; in a one-hot row the first of its largest values.
  func classIndex(_ row: Int) -> Int {
    switch self {
    case .classes(let classes): Int(classes[row])
    case .values(let values, let width): firstLargest(values, from: row * width, count: width)
    }
  }

  /// Value `column` of `row` as a number.
  func value(_ row: Int, _ column: Int) -> Double {
    switch self {
    case .classes(let classes): Double(classes[row])
    case .values(let values, let width): Double(values[row * width + column])
    }
  }
}

/// The position of the largest of `count` values behind `start`; the first one among equals. NaN
/// is never largest, so that a row of NaN counts as class 0.
func firstLargest(_ values: UnsafeBufferPointer<Float>, from start: Int, count: Int) -> Int {
  var (best, position) = (-Float.infinity, 0)
  for column in 0..<count where values[start + column] > best {
    best = values[start + column]
    position = column
  }
  return position
}
