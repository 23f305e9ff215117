/// The share of rows whose largest output is at the target class; ties go to the first.
public struct Accuracy: MetricAccumulator {
  public static let name = "accuracy"
  private var (correct, rows) = (0, 0)

  public init() {}

  public mutating func add(
    outputs: UnsafeBufferPointer<Float>, width: Int, targets: MetricTargets, rows: Int
  ) {
    for row in 0..<rows {
      let predicted = firstLargest(outputs, from: row * width, count: width)
      if predicted == targets.classIndex(row) { correct += 1 }
    }
    self.rows += rows
  }

  public var value: Double { rows == 0 ? .nan : Double(correct) / Double(rows) }
}
