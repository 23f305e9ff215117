/// Share of logits on the right side of 0.
package struct BinaryAccuracyMetric: MetricContract {
  package static let keyword = "binary_accuracy"
  package static let doc = "Share of logits on the right side of 0."
  package static let losses = ["binary_cross_entropy"]
  package static let range = 0.0...1.0
}
