/// What a metric compares: the runtime computes it, the checker holds the loss against this.
package protocol MetricContract: Sendable {
  /// The name in specs, logs and results.
  static var keyword: String { get }
  static var doc: String { get }
  /// The losses whose output and target it can be computed from.
  static var losses: [String] { get }
  /// The values that it may have.
  static var range: ClosedRange<Double> { get }
}
