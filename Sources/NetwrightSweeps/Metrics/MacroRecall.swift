/// The mean over classes of hits / targets; see `ClassCounts` for classes that are absent.
public struct MacroRecall: MetricAccumulator {
  public static let name = "recall"
  private var counts = ClassCounts()

  public init() {}

  public mutating func add(
    outputs: UnsafeBufferPointer<Float>, width: Int, targets: MetricTargets, rows: Int
  ) {
    counts.add(outputs: outputs, width: width, targets: targets, rows: rows)
  }

  public var value: Double {
    counts.macro { hits, _, targets in targets == 0 ? 0 : hits / targets }
  }
}
