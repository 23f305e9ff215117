/// Precision, the mean over classes.
package enum PrecisionMetric: MetricContract {
  package static let keyword = "precision"
  package static let doc = "Precision, the mean over classes."
  package static let losses = ["cross_entropy"]
}
