/// Root of the mean squared error.
package struct RootMeanSquaredErrorMetric: MetricContract {
  package static let keyword = "rmse"
  package static let doc = "Root of the mean squared error."
  package static let losses = ["mse"]
  package static let range = 0.0...Double.infinity
}
