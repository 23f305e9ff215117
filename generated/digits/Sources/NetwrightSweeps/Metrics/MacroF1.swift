/// The mean over classes of 2 · hits / (predictions + targets); see `ClassCounts` for classes that are absent.
public struct MacroF1: MetricAccumulator {
  public static let name = "f1"
  private var counts = ClassCounts()

  public init() {}

  public mutating func add(
    outputs: UnsafeBufferPointer<Float>, width: Int, targets: MetricTargets, rows: Int
  ) {
    counts.add(outputs: outputs, width: width, targets: targets, rows: rows)
  }

  public var value: Double {
    counts.macro { hits, predictions, targets in 2 * hits / (predictions + targets) }
  }
}
