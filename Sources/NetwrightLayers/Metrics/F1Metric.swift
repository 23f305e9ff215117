/// F1 score, the mean over classes.
package struct F1Metric: MetricContract {
  package static let keyword = "f1"
  package static let doc = "F1 score, the mean over classes."
  package static let losses = ["cross_entropy"]
  package static let range = 0.0...1.0
}
