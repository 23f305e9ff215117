/// The share of outputs on the right side: a logit above 0 means 1. Targets above 0.5 are 1.
public struct BinaryAccuracy: MetricAccumulator {
  public static let name = "binary_accuracy"
  private var (correct, count) = (0, 0)

  public init() {}

  public mutating func add(
    outputs: UnsafeBufferPointer<Float>, width: Int, targets: MetricTargets, rows: Int
  ) {
    for row in 0..<rows {
      for column in 0..<width {
        let predicted = outputs[row * width + column] > 0
        if predicted == (targets.value(row, column) > 0.5) { correct += 1 }
      }
    }
    count += rows * width
  }

  public var value: Double { count == 0 ? .nan : Double(correct) / Double(count) }
}
