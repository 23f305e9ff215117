/// Precision, the mean over classes.
package struct PrecisionMetric: MetricContract {
  package static let keyword = "precision"
  package static let doc = "Precision, the mean over classes."
  package static let losses = ["cross_entropy"]
  package static let range = 0.0...1.0
}
