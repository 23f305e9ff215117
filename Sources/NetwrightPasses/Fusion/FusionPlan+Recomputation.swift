import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Values that readers compute again instead of loading them.
extension FusionPlan {
  /// Cheap values that other groups compute again where they read them, because what they are made
  /// of is in memory anyway: no store, and no more loads than before.
  mutating func chooseRecomputed() {
    let stored = sharedValues()
    for (index, node) in graph.nodes.enumerated() {
      guard roles[index] == .element, let group = groupOf[index], groups[group].kind != .scalar,
        node.traits.contains(.elementwise), !node.traits.contains(.expensive),
        stored[node.results[0].id], let loads = loadsToRecompute(node, stored)
      else { continue }
      let readers = readers(of: node.results[0])
      let others = Set(readers.compactMap { $0 < 0 ? nil : groupOf[$0] }).subtracting([group]).count
      // Storing costs one store and a load for each reading group.
      guard loads * others <= 1 + others,
        readers.allSatisfy({ canRecompute(node, in: $0, home: group) })
      else { continue }
      isRecomputed[index] = true
    }
  }

  /// How many tensors as large as the result have to be loaded to compute it; `nil` where an operand
  /// is not in memory, or the chain of recomputed nodes behind it gets long.
  private func loadsToRecompute(_ node: Node, _ stored: [Bool]) -> Int? {
    let count = graph.type(of: node.results[0]).elementCount
    return storedLeaves(of: node, stored, depth: 0)?
      .count { graph.type(of: $0).elementCount >= count }
  }

  /// The tensors in memory that a node is made of, through nodes that are recomputed themselves.
  private func storedLeaves(of node: Node, _ stored: [Bool], depth: Int) -> Set<Value>? {
    guard depth < 3 else { return nil }
    var leaves: Set<Value> = []
    for input in node.inputs {
      let origin = source(of: input)
      if isGenerated(origin) { continue }
      guard case .result(let producer, _) = graph.definition(of: origin), roles[producer] != .alias
      else {
        leaves.insert(origin)
        continue
      }
      if isRecomputed[producer] {
        guard let inner = storedLeaves(of: graph.nodes[producer], stored, depth: depth + 1) else {
          return nil
        }
        leaves.formUnion(inner)
      } else if stored[origin.id] {
        leaves.insert(origin)
      } else {
        return nil
      }
    }
    return leaves
  }

  private func isGenerated(_ value: Value) -> Bool {
    guard case .result(let index, _) = graph.definition(of: value) else { return false }
    return roles[index] == .view
  }

  /// Nodes that read a value, directly or through views; -1 stands for an output.
  func readers(of value: Value) -> Set<Int> {
    var found: Set<Int> = []
    var pending = [value]
    while let next = pending.popLast() {
      if outputs.contains(next) { found.insert(-1) }
      for user in users[next.id] {
        if roles[user] == .view { pending += graph.nodes[user].results } else { found.insert(user) }
      }
    }
    return found
  }

  private func canRecompute(_ node: Node, in reader: Int, home: Int) -> Bool {
    guard reader >= 0, roles[reader] == .element || roles[reader] == .reduction,
      let group = groupOf[reader]
    else { return false }
    if group == home { return true }
    // A value that readers repeat is small: loading it costs nothing, computing it often does.
    let count = graph.type(of: node.results[0]).elementCount
    guard groups[group].space.reduce(1, *) == count else { return false }
    if groups[group].kind != .epilogue { return true }
    let value = node.results[0]
    return graph.nodes[reader].inputs.allSatisfy { source(of: $0) != value || $0 == value }
      && isPlain(node, in: group)
  }

  /// Whether an epilogue can find all that a node, with the recomputed nodes behind it, is made of.
  private func isPlain(_ node: Node, in group: Int) -> Bool {
    let shape = sizes(node.results[0])
    return node.inputs.allSatisfy { input in
      guard readsPlainly(input, group: group, shape: shape) else { return false }
      guard case .result(let producer, _) = graph.definition(of: source(of: input)),
        isRecomputed[producer]
      else { return true }
      return source(of: input) == input && isPlain(graph.nodes[producer], in: group)
    }
  }

  /// For each value, whether another group, a reshape or an output reads it.
  func sharedValues() -> [Bool] {
    var shared = [Bool](repeating: false, count: graph.valueCount)
    for output in graph.outputs { shared[output.value.id] = true }
    for (index, node) in graph.nodes.enumerated() where roles[index] != .view {
      var pending = node.inputs
      while let value = pending.popLast() {
        let origin = source(of: value)
        guard case .result(let producer, _) = graph.definition(of: origin) else { continue }
        if isRecomputed[producer] {
          // The reader loads what the recomputed node is made of.
          pending += graph.nodes[producer].inputs
        } else if groupOf[producer] != groupOf[index] {
          shared[origin.id] = true
        }
      }
    }
    return shared
  }
}
