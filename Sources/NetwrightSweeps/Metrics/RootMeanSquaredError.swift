/// The square root of the mean of (output − target)² over all rows and columns.
public struct RootMeanSquaredError: MetricAccumulator {
  public static let name = "rmse"
  private var squares = MeanSquaredError()

  public init() {}

  public mutating func add(
    outputs: UnsafeBufferPointer<Float>, width: Int, targets: MetricTargets, rows: Int
  ) {
    squares.add(outputs: outputs, width: width, targets: targets, rows: rows)
  }

  public var value: Double { squares.value.squareRoot() }
}
