/// Share of rows whose largest logit is that of the target; the first among equals.
package struct AccuracyMetric: MetricContract {
  package static let keyword = "accuracy"
  package static let doc =
    "Share of rows whose largest logit is that of the target; the first among equals."
  package static let losses = ["cross_entropy"]
  package static let range = 0.0...1.0
}
