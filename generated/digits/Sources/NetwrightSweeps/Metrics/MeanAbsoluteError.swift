/// The mean of |output − target| over all rows and columns.
public struct MeanAbsoluteError: MetricAccumulator {
  public static let name = "mae"
  private var sum = 0.0
  private var count = 0

  public init() {}

  public mutating func add(
    outputs: UnsafeBufferPointer<Float>, width: Int, targets: MetricTargets, rows: Int
  ) {
    for row in 0..<rows {
      for column in 0..<width {
        sum += abs(Double(outputs[row * width + column]) - targets.value(row, column))
      }
    }
    count += rows * width
  }

  public var value: Double { count == 0 ? .nan : sum / Double(count) }
}
