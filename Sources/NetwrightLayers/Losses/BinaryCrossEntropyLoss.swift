import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Cross-entropy of independent yes-or-no targets under the logistic function of the logits.
///
/// - Shapes: logits `f32[batch, …]`, target the same; targets lie between 0 and 1.
/// - Formula: `max(x, 0) − x·t + log(1 + exp(−|x|))`, meaned over all axes but the batch.
package struct BinaryCrossEntropyLoss: Loss {
  package static let keyword = "binary_cross_entropy"
  package static let doc =
    "Cross-entropy of targets between 0 and 1 under the logistic function: logits and target "
    + "`f32[batch, …]` of the same shape; max(x, 0) − x·t + log(1 + exp(−|x|)), the mean over all "
    + "axes."
  package static let exampleTypes = (output: "f32[batch, 1]", target: "f32[batch, 1]")
  package static let table = KeyTable(
    "the loss `binary_cross_entropy`", [AnyKey(logitsKey), AnyKey(targetKey)])

  package let output: Name
  package let target: Name

  package init(_ arguments: Arguments) throws(Poisoned) {
    output = try arguments.value(Self.logitsKey)
    target = try arguments.value(Self.targetKey)
  }

  package func build(at site: LossSite) throws(ContractError) -> Value {
    try site.requireFloatOutput()
    try site.requireLogits(not: ["softmax", "sigmoid"])
    try site.requireTarget(site.output.type)
    return site.rowMeans(
      site.model.graph.sigmoidCrossEntropy(site.output.value, site.target.value))
  }
}
