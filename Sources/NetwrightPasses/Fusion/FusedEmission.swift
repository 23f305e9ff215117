import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Writes the planned groups as nodes, in an order that respects their dependencies.
struct FusedEmission {
  private let graph: Graph
  private let plan: FusionPlan
  private var copier: GraphCopier
  private var emitted: [Bool]
  /// For each value, whether something outside its group reads it.
  private let isShared: [Bool]

  static func graph(of plan: FusionPlan) throws(GraphBuilder.Failure) -> Graph {
    var emission = FusedEmission(plan)
    return try emission.run()
  }

  private init(_ plan: FusionPlan) {
    graph = plan.graph
    self.plan = plan
    copier = GraphCopier(graph)
    emitted = Array(repeating: false, count: plan.groups.count)
    isShared = plan.sharedValues()
  }

  /// What is written as a whole: a group, or a reshape.
  private enum Item: Hashable {
    case group(Int)
    case alias(Int)
  }

  private mutating func run() throws(GraphBuilder.Failure) -> Graph {
    copier.copyInputs()
    for (index, role) in plan.roles.enumerated() {
      if let group = plan.groupOf[index] {
        try emit(.group(group))
      } else if role == .alias {
        try emit(.alias(index))
      }
    }
    copier.copyOutputs()
    return try copier.builder.finish()
  }

  /// Emits an item after all that it needs; with a stack of its own, since chains may be long.
  private mutating func emit(_ root: Item) throws(GraphBuilder.Failure) {
    var begun: Set<Item> = []
    var pending = [(item: root, isReady: false)]
    while let (item, isReady) = pending.popLast() {
      if isEmitted(item) { continue }
      if isReady {
        write(item)
        continue
      }
      guard begun.insert(item).inserted else {
        throw GraphBuilder.Failure(
          error: .region("groups need each other's results"), keyword: FuseKernels.name,
          origin: .none)
      }
      pending.append((item, true))
      for need in needs(of: item) where !isEmitted(need) { pending.append((need, false)) }
    }
  }

  private func isEmitted(_ item: Item) -> Bool {
    switch item {
    case .group(let number): emitted[number]
    case .alias(let index): copier.has(graph.nodes[index].results[0])
    }
  }

  private mutating func write(_ item: Item) {
    switch item {
    case .alias(let index): copier.copy(graph.nodes[index])
    case .group(let number):
      emitted[number] = true
      let group = plan.groups[number]
      if let kind = Fused.Kind(group.kind) {
        emitFused(group, number, kind)
      } else {
        for index in group.nodes { copier.copy(graph.nodes[index]) }
      }
    }
  }

  /// The groups and reshapes that make what an item reads; for a value that is computed again,
  /// those that make its operands.
  private func needs(of item: Item) -> [Item] {
    var values: [Value] =
      switch item {
      case .alias(let index): graph.nodes[index].inputs
      case .group(let number):
        plan.groups[number].nodes.flatMap { index in
          graph.nodes[index].inputs.filter { !isMade($0, in: number) }
        }
      }
    var found: [Item] = []
    while let value = values.popLast() {
      guard case .result(let producer, _) = graph.definition(of: plan.source(of: value)) else {
        continue
      }
      if plan.isRecomputed[producer] {
        values += graph.nodes[producer].inputs.filter { input in
          if case .group(let number) = item { return !isMade(input, in: number) }
          return true
        }
      } else if let group = plan.groupOf[producer] {
        found.append(.group(group))
      } else if plan.roles[producer] == .alias {
        found.append(.alias(producer))
      }
    }
    return found
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
      Fused(kind, space: group.space), list: region.sources.map { copier.new($0) },
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
