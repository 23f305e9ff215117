/// A metric over the rows of a split, gathered batch by batch in row order, in `Double`.
///
/// One metric = one file; `Metric(named:)` finds it by its name.
public protocol MetricAccumulator: Sendable {
  /// The name in specs, logs and results.
  static var name: String { get }

  init()

  /// Adds `rows` rows of `width` outputs each. A row's targets are one class index, or values.
  mutating func add(
    outputs: UnsafeBufferPointer<Float>, width: Int, targets: MetricTargets, rows: Int)

  /// The metric so far; NaN without rows.
  var value: Double { get }
}

/// The registry of metrics.
public enum Metric {
  static let all: [any MetricAccumulator.Type] = [
    Accuracy.self, BinaryAccuracy.self, MacroF1.self, MacroPrecision.self, MacroRecall.self,
    MeanAbsoluteError.self, MeanSquaredError.self, RootMeanSquaredError.self,
  ]

  public static let names: [String] = all.map { $0.name }

  /// A fresh accumulator; `nil` for an unknown name.
  public static func accumulator(named name: String) -> (any MetricAccumulator)? {
    all.first { $0.name == name }?.init()
  }
}
