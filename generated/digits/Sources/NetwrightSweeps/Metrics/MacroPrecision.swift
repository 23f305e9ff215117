/// The mean over classes of hits / predictions; see `ClassCounts` for classes that are absent.
public struct MacroPrecision: MetricAccumulator {
  public static let name = "precision"
  private var counts = ClassCounts()

  public init() {}

  public mutating func add(
    outputs: UnsafeBufferPointer<Float>, width: Int, targets: MetricTargets, rows: Int
  ) {
    counts.add(outputs: outputs, width: width, targets: targets, rows: rows)
  }

  public var value: Double {
    counts.macro { hits, predictions, _ in predictions == 0 ? 0 : hits / predictions }
  }
}
