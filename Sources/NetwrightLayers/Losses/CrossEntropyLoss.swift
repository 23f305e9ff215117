import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Cross-entropy of class indices under softmax of the logits.
///
/// - Shapes: logits `f32[batch, …, classes]`, target `i32[batch, …] in 0..<classes`.
/// - Formula: `log Σ exp(logits) − logits[target]`, meaned over all axes but the batch.
package struct CrossEntropyLoss: Loss {
  package static let keyword = "cross_entropy"
  package static let doc =
    "Cross-entropy of class indices: logits `f32[batch, …, classes]`, target `i32[batch, …] in "
    + "0..<classes`; log Σ exp(logits) − logits[target], the mean over all axes."
  package static let exampleTypes = (
    output: "f32[batch, 10]", target: "i32[batch] in 0..<10"
  )
  package static let table = KeyTable(
    "the loss `cross_entropy`", [AnyKey(logitsKey), AnyKey(targetKey)])

  package let output: Name
  package let target: Name

  package init(_ arguments: Arguments) throws(Poisoned) {
    output = try arguments.value(Self.logitsKey)
    target = try arguments.value(Self.targetKey)
  }

  package func build(at site: LossSite) throws(ContractError) -> Value {
    try site.requireFloatOutput()
    guard site.output.rank >= 2 else {
      throw .outputType(site.operands, expected: "f32[batch, classes]")
    }
    try site.requireLogits(not: ["softmax", "sigmoid"])
    let rows = Shape(Array(site.output.shape.dims.dropLast()))
    try site.requireTarget(TensorType(rows, .i32))
    try site.requireClasses(site.output.shape[site.output.rank - 1])
    return site.rowMeans(
      site.model.graph.softmaxCrossEntropy(site.output.value, site.target.value))
  }
}
