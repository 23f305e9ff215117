import NetwrightIR
import NetwrightOps
import NetwrightSchedule
import NetwrightTensor

/// What a model costs, known before anything runs: the one source of `summary`, `explain`, `diff` and
/// `expect`. Each figure says what it counts.
package struct CostCard: Sendable {
  /// Whether the step is one of training.
  package let isTraining: Bool
  /// Elements of all parameters.
  package let parameters: Int
  package let trainableParameters: Int
  /// Products of contractions, convolutions and attention for one row, forward.
  package let multiplyAccumulates: Int
  /// Floating-point operations of one step, of training where the spec trains: what its graph asks
  /// for, each value once.
  package let operationsPerStep: Int
  /// What the kernels of that step run: values that are computed again count again.
  package let kernels: KernelCost
  /// Bytes of parameters, optimizer, state, inputs and the largest set of live tensors.
  package let arenaBytes: Int
  /// Bytes that kernels need beside the arena with `assumedThreads`, whatever the vectors of the machine.
  package let workspaceBytes: Int
  /// Both together.
  package var plannedPeakBytes: Int { saturatingSum(arenaBytes, workspaceBytes) }

  /// A fixed number, so that the card of a spec is the same on every machine.
  package static let assumedThreads = 2

  package init(_ compilation: Compilation) throws(Compilation.Failure) {
    try self.init(compilation, plan: compilation.plan())
  }

  /// - Parameter evaluates: whether the step is one of evaluation though the spec trains.
  init(
    _ compilation: Compilation, plan: ProgramPlan, evaluates: Bool = false
  ) throws(Compilation.Failure) {
    let spec = compilation.spec
    parameters = spec.parameters.reduce(0) { $0 + $1.type.elementCount }
    trainableParameters = spec.parameters.filter(\.isTrainable)
      .reduce(0) { $0 + $1.type.elementCount }
    let evaluation = try compilation.complete(.evaluation)
    multiplyAccumulates = Self.products(in: evaluation) / max(spec.batch, 1)
    let isOther = evaluates && plan.training != nil
    isTraining = plan.training != nil && !evaluates
    operationsPerStep =
      isOther ? OperationCount.of(try compilation.optimized(.evaluation)) : plan.operationCount
    let step = isOther ? plan.evaluation : plan.training ?? plan.evaluation
    kernels = Self.costs(of: step, in: plan).reduce(KernelCost(), +)
    arenaBytes = plan.arenaBytes
    workspaceBytes = try compilation.workspaceBytes(of: plan, threads: Self.assumedThreads)
  }

  /// The cost of each call of a step: that of all its turns where it stands in a loop.
  static func costs(of step: StepPlan, in plan: ProgramPlan) -> [KernelCost] {
    zip(step.calls, step.turns).map { KernelCost(plan.functions[$0.function].kernel) * $1 }
  }

  /// Products in a graph; those of a loop once for each turn.
  private static func products(in graph: Graph) -> Int {
    graph.nodes.reduce(0) { saturatingSum($0, products(of: $1, in: graph)) }
  }

  static func products(of node: Node, in graph: Graph) -> Int {
    if let scan = node.op as? Scan {
      let body = node.regions.reduce(0) { saturatingSum($0, products(in: $1)) }
      return saturatingProduct([body, scan.length.constant ?? 1])
    }
    let inputs = node.inputs.map { graph.type(of: $0) }
    let results = node.results.map { graph.type(of: $0) }
    let operations = node.op.operationCount(inputs: inputs, results: results)
    switch node.op.skeleton(inputs: inputs, results: results) {
    case .attention: return operations / 2
    case .pool: return 0
    default: return node.traits.contains(.epilogue) ? operations / 2 : 0
    }
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
