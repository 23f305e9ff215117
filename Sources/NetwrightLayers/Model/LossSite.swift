import NetwrightDiagnostics
import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// What a loss compares, and where the spec says so.
package struct LossOperands: Sendable {
  package let keyword: String
  package let span: Span
  /// Where the spec names the output and the target.
  package let outputSpan: Span
  package let targetSpan: Span
  package let output: ModelTensor
  package let target: ModelTensor

  package init(
    keyword: String, span: Span, outputSpan: Span, targetSpan: Span, output: ModelTensor,
    target: ModelTensor
  ) {
    self.keyword = keyword
    self.span = span
    self.outputSpan = outputSpan
    self.targetSpan = targetSpan
    self.output = output
    self.target = target
  }
}

/// Where a loss is built: what it compares and the graph it adds to.
package struct LossSite {
  package let model: ModelGraph
  package let operands: LossOperands

  package init(model: ModelGraph, operands: LossOperands) {
    self.model = model
    self.operands = operands
  }

  package var output: ModelTensor { operands.output }
  package var target: ModelTensor { operands.target }

  /// Sums up a loss per element to one per row: the mean over all axes but the batch.
  package func rowMeans(_ losses: Value) -> Value {
    let rank = model.graph.type(of: losses).rank
    return rank <= 1 ? losses : model.graph.mean(losses, axes: Array(1..<rank))
  }

  // MARK: Contracts

  package func requireFloatOutput() throws(ContractError) {
    guard output.type.dtype.isFloat else { throw .outputType(operands, expected: "f32") }
    guard output.rank >= 1 else {
      throw .outputType(operands, expected: "one row for each of the batch")
    }
  }

  /// Refuses what comes out of a function that the loss applies itself.
  package func requireLogits(not activations: [String]) throws(ContractError) {
    guard !activations.contains(output.activation) else {
      throw .probabilities(operands, activation: output.activation)
    }
  }

  package func requireTarget(_ type: TensorType) throws(ContractError) {
    guard target.type.dtype == type.dtype else { throw .targetType(operands, expected: type) }
    guard target.rank == type.rank else { throw .targetShape(operands, expected: type) }
    let solver = model.graph.context.solver
    for (found, expected) in zip(target.shape.dims, type.shape.dims) {
      let claim = SizeClaim.equal(found, expected)
      switch solver.truth(of: claim) {
      case .yes: continue
      case .no: throw .targetShape(operands, expected: type)
      case .inconclusive: throw .undecided(operands, solver.advice(on: claim))
      }
    }
  }

  /// Class indices must be known to lie below the number of classes, and to reach it.
  package func requireClasses(_ count: Dim) throws(ContractError) {
    guard let bound = target.bound else { throw .noRange(operands, classes: count) }
    guard count.constant == bound else {
      throw .classCount(operands, classes: count, bound: bound)
    }
  }
}
