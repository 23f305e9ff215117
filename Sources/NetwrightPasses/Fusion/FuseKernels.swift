import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Puts what belongs into one kernel into one `fused` node.
///
/// Elementwise nodes join the loops, the reduction or the skeleton that makes their operands; views
/// and constants are copied to where they are read. Safe: a region computes what its nodes did, and
/// groups are merged only where no cycle arises. Never worse: every value that stays inside a region
/// saves a store and the loads of its readers.
package struct FuseKernels: Pass {
  package static let name = "fuse-kernels"
  package init() {}

  package func run(on graph: Graph) throws(GraphBuilder.Failure) -> Graph {
    let plan = FusionPlan(graph)
    var emission = FusedEmission(graph, plan)
    return try emission.run()
  }
}

/// Writes the planned groups as nodes, in an order that respects their dependencies.
private struct FusedEmission {
  let graph: Graph
  let plan: FusionPlan
  var copier: GraphCopier
  var emitted: [Bool]
  /// For each value, whether something outside its group reads it.
  let isShared: [Bool]

  init(_ graph: Graph, _ plan: FusionPlan) {
    self.graph = graph
    self.plan = plan
    copier = GraphCopier(graph)
    emitted = Array(repeating: false, count: plan.groups.count)
    isShared = plan.sharedValues()
  }

  mutating func run() throws(GraphBuilder.Failure) -> Graph {
    copier.copyInputs()
    for (index, role) in plan.roles.enumerated() {
      if let group = plan.groupOf[index] {
        emit(group)
      } else if role == .alias {
        emitAlias(index)
      }
    }
    copier.copyOutputs()
    return try copier.builder.finish()
  }

  /// Emits what `index` reads, then the reshape itself; iterative, since chains may be long.
  private mutating func emitAlias(_ index: Int) {
    let node = graph.nodes[index]
    guard copier.map[node.results[0]] == nil else { return }
    require(node.inputs)
    copier.copy(node)
  }

  /// Emits the groups and reshapes that make `values`; for a value that is computed again, those
  /// that make its operands.
  private mutating func require(_ values: [Value]) {
    for value in values {
      let source = plan.source(of: value)
      guard case .result(let producer, _) = graph.definition(of: source) else { continue }
      if plan.isRecomputed[producer] {
        require(graph.nodes[producer].inputs)
      } else if let group = plan.groupOf[producer] {
        emit(group)
      } else if plan.roles[producer] == .alias {
        emitAlias(producer)
      }
    }
  }

  private mutating func emit(_ number: Int) {
    guard !emitted[number] else { return }
    emitted[number] = true
    let group = plan.groups[number]
    for index in group.nodes {
      require(graph.nodes[index].inputs.filter { !isMade($0, in: number) })
    }
    guard let kind = Fused.Kind(group.kind) else {
      for index in group.nodes { copier.copy(graph.nodes[index]) }
      return
    }
    emitFused(group, number, kind)
  }

  private func isMade(_ value: Value, in group: Int) -> Bool {
    guard case .result(let producer, _) = graph.definition(of: plan.source(of: value)) else {
      return false
    }
    return plan.groupOf[producer] == group
  }

  private mutating func emitFused(_ group: FusionGroup, _ number: Int, _ kind: Fused.Kind) {
    var region = RegionBuilder(graph: graph, plan: plan, number: number)
    for index in group.nodes where !plan.isRecomputed[index] { region.copy(graph.nodes[index]) }
    let results = group.nodes.flatMap { graph.nodes[$0].results }.filter { isShared[$0.id] }
    // Other groups compute again all that this one would have made.
    if results.isEmpty { return }
    for (position, result) in results.enumerated() {
      region.builder.output("\(position)", region.map[result] ?? result)
    }
    copier.builder.origin = graph.nodes[group.nodes[0]].origin
    let made = copier.builder.apply(
      Fused(kind, space: group.space), list: region.sources.map(copier.new),
      regions: [region.numbered])
    for (old, new) in zip(results, made) { copier.set(old, to: new) }
  }
}

/// Copies the nodes of a group, with the views that they read, into a closed region.
private struct RegionBuilder {
  let graph: Graph
  let plan: FusionPlan
  let number: Int
  var builder = GraphBuilder(name: "region")
  var map: [Value: Value] = [:]
  /// The values that the region takes from outside, in the order of its inputs.
  var sources: [Value] = []

  init(graph: Graph, plan: FusionPlan, number: Int) {
    self.graph = graph
    self.plan = plan
    self.number = number
  }

  /// The region with its inputs numbered first, as its text form reads back.
  var numbered: Graph {
    var copier = GraphCopier(builder.graph)
    copier.copyInputs()
    for node in builder.graph.nodes { copier.copy(node) }
    copier.copyOutputs()
    return copier.builder.graph
  }

  mutating func copy(_ node: Node) {
    let inputs = node.inputs.map { operand($0) }
    builder.origin = node.origin
    let results = builder.apply(node.op, list: inputs, regions: node.regions)
    for (old, new) in zip(node.results, results) { map[old] = new }
  }

  /// The value inside the region: made here, a copied view, or an input.
  private mutating func operand(_ value: Value) -> Value {
    if let known = map[value] { return known }
    var chain: [Node] = []
    var current = value
    while map[current] == nil, case .result(let index, _) = graph.definition(of: current),
      plan.roles[index] == .view
    {
      chain.append(graph.nodes[index])
      guard let next = graph.nodes[index].inputs.first else { break }
      current = next
    }
    if let last = chain.last, last.inputs.isEmpty {
      // The chain ends in a generator, which needs nothing.
    } else if map[current] == nil, case .result(let index, _) = graph.definition(of: current),
      plan.isRecomputed[index]
    {
      // A few levels deep at most: `FusionPlan` bounds the chain.
      copy(graph.nodes[index])
    } else if map[current] == nil {
      map[current] = builder.input("\(sources.count)", graph.type(of: current))
      sources.append(current)
    }
    for node in chain.reversed() { copy(node) }
    return map[value] ?? value
  }
}
