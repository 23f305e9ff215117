/// Mean absolute error.
package struct MeanAbsoluteErrorMetric: MetricContract {
  package static let keyword = "mae"
  package static let doc = "Mean absolute error."
  package static let losses = ["mse"]
  package static let range = 0.0...Double.infinity
}
