/// Recall, the mean over classes.
package struct RecallMetric: MetricContract {
  package static let keyword = "recall"
  package static let doc = "Recall, the mean over classes."
  package static let losses = ["cross_entropy"]
  package static let range = 0.0...1.0
}
