/// Mean squared error.
package struct MeanSquaredErrorMetric: MetricContract {
  package static let keyword = "mse"
  package static let doc = "Mean squared error."
  package static let losses = ["mse"]
  package static let range = 0.0...Double.infinity
}
