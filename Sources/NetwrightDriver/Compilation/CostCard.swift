import NetwrightIR
import NetwrightOps
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
  /// Bytes of the arena (parameters, optimizer, inputs and the largest set of live tensors) and of
  /// the kernels' workspace with `assumedThreads`.
  package let plannedPeakBytes: Int

  /// A fixed number, so that the card of a spec is the same on every machine.
  package static let assumedThreads = 2

  package init(_ compilation: Compilation) throws(Compilation.Failure) {
    try self.init(compilation, plan: compilation.plan())
  }

  init(_ compilation: Compilation, plan: ProgramPlan) throws(Compilation.Failure) {
    let spec = compilation.spec
    parameters = spec.parameters.reduce(0) { $0 + $1.type.elementCount }
    trainableParameters = spec.parameters.filter(\.isTrainable)
      .reduce(0) { $0 + $1.type.elementCount }
    let evaluation = try compilation.complete(.evaluation)
    let products = Self.products(in: evaluation)
    multiplyAccumulates = products / max(spec.batch, 1)
    operationsPerStep = plan.operationCount
    let workspace = try compilation.workspaceBytes(of: plan, threads: Self.assumedThreads)
    plannedPeakBytes = saturatingSum(plan.arenaBytes, workspace)
  }

  /// Products of contractions and convolutions; those of a loop once for each turn.
  private static func products(in graph: Graph) -> Int {
    graph.nodes.reduce(0) { saturatingSum($0, products(of: $1, in: graph)) }
  }

  static func products(of node: Node, in graph: Graph) -> Int {
    if let scan = node.op as? Scan {
      let body = node.regions.reduce(0) { saturatingSum($0, products(in: $1)) }
      return saturatingProduct([body, scan.length.constant ?? 1])
    }
    guard node.traits.contains(.epilogue) else { return 0 }
    let inputs = node.inputs.map { graph.type(of: $0) }
    let results = node.results.map { graph.type(of: $0) }
    if case .pool? = node.op.skeleton(inputs: inputs, results: results) { return 0 }
    return node.op.operationCount(inputs: inputs, results: results) / 2
  }

  /// What each layer costs, by its path.
  static func shares(in graph: Graph, _ cost: (Node, Graph) -> Int) -> [String: Int] {
    var shares: [String: Int] = [:]
    for node in graph.nodes {
      let path = node.origin.path
      shares[path] = saturatingSum(shares[path] ?? 0, cost(node, graph))
    }
    return shares
  }
}
