import NetwrightIR
import NetwrightSchedule
import NetwrightTensor

/// What a model costs, known before anything runs.
package struct CostCard: Sendable {
  /// Elements of all parameters.
  package let parameters: Int
  package let trainableParameters: Int
  /// Products of contractions and convolutions for one row, forward.
  package let multiplyAccumulates: Int
  /// Floating-point operations of one training step, or of one evaluation.
  package let operationsPerStep: Int
  /// Bytes of the arena: parameters, optimizer, inputs and the largest set of live tensors.
  package let plannedPeakBytes: Int

  package init(_ compilation: Compilation) throws(Compilation.Failure) {
    let spec = compilation.spec
    let plan = try compilation.plan()
    parameters = spec.parameters.reduce(0) { $0 + $1.type.elementCount }
    trainableParameters = spec.parameters.filter(\.isTrainable)
      .reduce(0) { $0 + $1.type.elementCount }
    let evaluation = try compilation.complete(.evaluation)
    let products = evaluation.nodes.reduce(0) { total, node in
      guard node.traits.contains(.epilogue) else { return total }
      let skeleton = node.op.skeleton(
        inputs: node.inputs.map { evaluation.type(of: $0) },
        results: node.results.map { evaluation.type(of: $0) })
      guard case .pool? = skeleton else {
        return saturatingSum(
          total,
          node.op.operationCount(
            inputs: node.inputs.map { evaluation.type(of: $0) },
            results: node.results.map { evaluation.type(of: $0) }) / 2)
      }
      return total
    }
    multiplyAccumulates = products / max(spec.batch, 1)
    operationsPerStep = plan.operationCount
    plannedPeakBytes = plan.arenaBytes
  }
}
