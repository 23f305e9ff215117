/// The mean of (output − target)² over all rows and columns.
public struct MeanSquaredError: MetricAccumulator {
  public static let name = "mse"
  private var sum = 0.0
  private var count = 0

  public init() {}

  public mutating func add(
    outputs: UnsafeBufferPointer<Float>, width: Int, targets: MetricTargets, rows: Int
  ) {
    for row in 0..<rows {
      for column in 0..<width {
        let difference = Double(outputs[row * width + column]) - targets.value(row, column)
        sum += difference * difference
      }
    }
    count += rows * width
  }

  public var value: Double { count == 0 ? .nan : sum / Double(count) }
}
