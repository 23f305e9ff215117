import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Mean squared difference.
///
/// - Shapes: prediction `f32[batch, …]`, target the same.
/// - Formula: `(prediction − target)²`, meaned over all axes but the batch.
package struct MeanSquaredErrorLoss: Loss {
  package static let keyword = "mse"
  package static let doc =
    "Mean squared error: prediction and target `f32[batch, …]` of the same shape; "
    + "(prediction − target)², the mean over all axes."
  package static let exampleTypes = (output: "f32[batch, 1]", target: "f32[batch, 1]")
  package static let table = KeyTable(
    "the loss `mse`", [AnyKey(predictionKey), AnyKey(targetKey)])

  package let output: Name
  package let target: Name

  package init(_ arguments: Arguments) throws(Poisoned) {
    output = try arguments.value(Self.predictionKey)
    target = try arguments.value(Self.targetKey)
  }

  package func build(at site: LossSite) throws(ContractError) -> Value {
    try site.requireFloatOutput()
    try site.requireTarget(site.output.type)
    let difference = site.model.graph.subtract(site.output.value, site.target.value)
    return site.rowMeans(site.model.graph.multiply(difference, difference))
  }
}
