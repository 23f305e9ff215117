import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Sorts the nodes of a graph into groups, each of which one kernel can compute.
///
/// Nodes are visited in order; each joins the groups of its operands where the loops fit and no
/// cycle arises, otherwise it starts a group. Views and generators belong to no group: whoever reads
/// them computes them in place.
struct FusionPlan {
  let graph: Graph
  /// Group of each node; `nil` for views that are read in place and for reshapes.
  private(set) var groupOf: [Int?]
  private(set) var groups: [FusionGroup] = []
  let roles: [NodeRole]
  /// For each node, whether other groups compute it again instead of loading it.
  private(set) var isRecomputed: [Bool]

  static let maximumGroupSize = 96

  init(_ graph: Graph) {
    self.graph = graph
    groupOf = Array(repeating: nil, count: graph.nodes.count)
    roles = NodeRole.assign(in: graph)
    isRecomputed = Array(repeating: false, count: graph.nodes.count)
    for index in graph.nodes.indices { place(index) }
    chooseRecomputed()
    absorbProducersOfColumns()
    mergeColumns()
  }

  private mutating func place(_ index: Int) {
    let node = graph.nodes[index]
    switch roles[index] {
    case .view, .alias: return
    case .whole: start(.whole, space: sizes(node.results[0]), with: index)
    case .skeleton: start(.epilogue, space: sizes(node.results[0]), with: index)
    case .reduction: placeReduction(node, index)
    case .element: placeElement(node, index)
    }
  }

  private mutating func start(_ kind: FusionGroup.Kind, space: [Int], with index: Int) {
    groupOf[index] = groups.count
    groups.append(FusionGroup(kind: kind, space: space, nodes: [index]))
  }

  private func sizes(_ value: Value) -> [Int] { graph.type(of: value).sizes }

  // MARK: Reductions

  private mutating func placeReduction(_ node: Node, _ index: Int) {
    guard let reduction = node.op as? any ReductionOp else { return }
    let space = sizes(node.inputs[0])
    if reduction.axes == [space.count - 1] {
      let joined = candidates(of: index).first { group in
        groups[group].kind == .rows && groups[group].space == space
          && operandsFit(index, group, space: space) && !makesCycle(index, joining: group)
      }
      if let joined { join(index, joined) } else { start(.rows, space: space, with: index) }
      groups[groupOf[index] ?? 0].foldsRows = true
      return
    }
    // Folds over the same axes of the same space share one sweep where they read the same tensors.
    let sources = leafSources(of: index)
    let shared = groups.indices.last { group in
      groups[group].kind == .columns && groups[group].space == space
        && groups[group].foldedAxes == reduction.axes
        && groups[group].nodes.allSatisfy { leafSources(of: $0) == sources }
        && !makesCycle(index, joining: group)
    }
    if let shared {
      join(index, shared)
    } else {
      start(.columns, space: space, with: index)
      groups[groups.count - 1].foldedAxes = reduction.axes
    }
  }

  private func leafSources(of index: Int) -> Set<Value> {
    Set(graph.nodes[index].inputs.map { source(of: $0) })
  }

  // MARK: Elements

  private mutating func placeElement(_ node: Node, _ index: Int) {
    let shape = sizes(node.results[0])
    let homes = candidates(of: index).filter { group in
      accepts(index, shape, group) && !makesCycle(index, joining: group)
    }
    if let home = homes.first {
      join(index, home)
      for other in homes.dropFirst() where canMerge(other, into: home) { merge(other, into: home) }
      return
    }
    if shape.isEmpty {
      placeScalar(index)
    } else {
      start(.rows, space: shape, with: index)
    }
  }

  private mutating func placeScalar(_ index: Int) {
    let open = groups.indices.last { group in
      groups[group].kind == .scalar && groups[group].nodes.count < Self.maximumGroupSize
        && !makesCycle(index, joining: group)
    }
    if let open { join(index, open) } else { start(.scalar, space: [], with: index) }
  }

  /// Groups that make an operand: skeletons and column sums first, since plain loops can move into
  /// them and not the other way round; then the latest.
  private func candidates(of index: Int) -> [Int] {
    let found = graph.nodes[index].inputs.compactMap { producerGroup(of: source(of: $0)) }
    return Set(found).sorted { a, b in
      let (first, second) = (groups[a].kind == .rows, groups[b].kind == .rows)
      return first != second ? second : a > b
    }
  }

  /// Whether an elementwise node of this shape fits into the loops of a group.
  private func accepts(_ index: Int, _ shape: [Int], _ number: Int) -> Bool {
    let group = groups[number]
    guard group.nodes.count < Self.maximumGroupSize else { return false }
    // Loops compute in f32, i32 and truth values; wider numbers are for step scalars.
    let dtype = graph.type(of: graph.nodes[index].results[0]).dtype
    guard group.kind == .scalar || [.f32, .i32, .bool].contains(dtype) else { return false }
    switch group.kind {
    case .rows:
      let isRowValue = group.foldsRows && shape == group.keptSizes
      return (shape == group.space || isRowValue) && operandsFit(index, number, space: shape)
    case .columns: return shape == group.keptSizes && operandsFit(index, number, space: shape)
    case .epilogue:
      return shape == group.space && operandsFit(index, number, space: shape)
        && graph.nodes[index].inputs.allSatisfy { readsPlainly($0, group: number, shape: shape) }
    case .scalar: return shape.isEmpty
    case .whole: return false
    }
  }

  /// Whether every operand made inside the group is read where it is made.
  private func operandsFit(_ index: Int, _ number: Int, space: [Int]) -> Bool {
    graph.nodes[index].inputs.allSatisfy { input in
      producerGroup(of: source(of: input)) != number
        || readsInPlace(input, index, groups[number], space: space)
    }
  }

  /// Whether a node that runs over `space` reads an operand at its own index, or a row value along
  /// its row. A view that is stored reads elsewhere, and a skeleton wants all of its operand.
  private func readsInPlace(
    _ input: Value, _ index: Int, _ group: FusionGroup, space: [Int]
  ) -> Bool {
    guard roles[index] == .reduction || graph.nodes[index].traits.contains(.elementwise) else {
      return false
    }
    let origin = source(of: input)
    let made = sizes(origin)
    if made == space && origin == input { return true }
    return group.kind == .rows && made == group.keptSizes && group.space.count == made.count + 1
      && alongRows(input, from: origin, rank: made.count)
  }

  /// Whether the nodes of one group read those of another where they are made.
  private func readsInPlace(_ reader: Int, from maker: Int, in group: FusionGroup) -> Bool {
    groups[reader].nodes.allSatisfy { index in
      let node = graph.nodes[index]
      let space = sizes(roles[index] == .reduction ? node.inputs[0] : node.results[0])
      return node.inputs.allSatisfy { input in
        producerGroup(of: source(of: input)) != maker
          || readsInPlace(input, index, group, space: space)
      }
    }
  }

  /// Whether a chain of views repeats a row value along the last axis and does no more.
  private func alongRows(_ value: Value, from origin: Value, rank: Int) -> Bool {
    guard let node = graph.producer(of: value) else { return false }
    guard let broadcast = node.op as? Broadcast else { return false }
    return node.inputs[0] == origin && broadcast.axes == Array(0..<rank)
      && broadcast.shape.rank == rank + 1
  }

  /// Whether an epilogue, which knows rows and columns alone, can find this operand.
  private func readsPlainly(_ input: Value, group: Int, shape: [Int]) -> Bool {
    let origin = source(of: input)
    if origin == input { return sizes(input) == shape }
    guard let node = graph.producer(of: input) else { return false }
    if node.traits.contains(.generator) { return !(node.op is Iota) }
    guard let broadcast = node.op as? Broadcast else { return false }
    let inner = node.inputs[0]
    guard inner == origin || isConstant(inner) else { return false }
    if broadcast.axes.isEmpty || broadcast.axes == [shape.count - 1] { return true }
    return sizes(inner).allSatisfy { $0 == 1 }
  }

  private func isConstant(_ value: Value) -> Bool { graph.producer(of: value)?.op is Constant }

  // MARK: Merging

  private mutating func join(_ index: Int, _ group: Int) {
    groupOf[index] = group
    groups[group].nodes.append(index)
  }

  /// Two groups that share a consumer become one where the loops of `b` can run the nodes of `a`.
  private func canMerge(_ a: Int, into b: Int) -> Bool {
    let (first, second) = (groups[a], groups[b])
    guard first.kind == .rows, first.nodes.count + second.nodes.count < Self.maximumGroupSize,
      !reaches(a, b, direct: false), !reaches(b, a, direct: false)
    else { return false }
    switch second.kind {
    case .rows: return first.space == second.space
    case .columns: return !first.foldsRows && first.space == second.keptSizes
    case .epilogue:
      return !first.foldsRows && first.space == second.space
        && first.nodes.allSatisfy { node in
          graph.nodes[node].inputs.allSatisfy { input in
            producerGroup(of: source(of: input)) == a && source(of: input) == input
              || readsPlainly(input, group: b, shape: second.space)
          }
        }
    case .scalar, .whole: return false
    }
  }

  private mutating func merge(_ a: Int, into b: Int) {
    for node in groups[a].nodes { groupOf[node] = b }
    groups[b].nodes = (groups[a].nodes + groups[b].nodes).sorted()
    groups[b].foldsRows = groups[a].foldsRows || groups[b].foldsRows
    groups[a].nodes = []
  }

  /// Elementwise producers that nobody but a column reduction reads move into its sweep.
  private mutating func absorbProducersOfColumns() {
    let users = graph.users()
    for number in groups.indices where groups[number].kind == .columns {
      let inputs = groups[number].nodes.flatMap { graph.nodes[$0].inputs.map { source(of: $0) } }
      for producer in Set(inputs.compactMap { producerGroup(of: $0) }).sorted() {
        guard producer != number, groups[producer].kind == .rows, !groups[producer].foldsRows,
          groups[producer].space == groups[number].space,
          groups[producer].nodes.allSatisfy({ isPrivate($0, to: [number, producer], users) }),
          readsInPlace(number, from: producer, in: groups[number]),
          groups[number].nodes.count + groups[producer].nodes.count < Self.maximumGroupSize
        else { continue }
        for node in groups[producer].nodes { groupOf[node] = number }
        groups[number].nodes = (groups[producer].nodes + groups[number].nodes).sorted()
        groups[producer].nodes = []
      }
    }
  }

  /// Folds over the same axes that load a tensor in common become one sweep.
  private mutating func mergeColumns() {
    var earlier: [Int] = []
    for number in groups.indices where groups[number].kind == .columns {
      let leaves = largeLeaves(of: number)
      let partner = earlier.first { other in
        groups[other].space == groups[number].space
          && groups[other].foldedAxes == groups[number].foldedAxes
          && groups[other].nodes.count + groups[number].nodes.count < Self.maximumGroupSize
          && !largeLeaves(of: other).isDisjoint(with: leaves)
          && !reaches(other, number, direct: true) && !reaches(number, other, direct: true)
      }
      if let partner { merge(number, into: partner) } else { earlier.append(number) }
    }
  }

  /// Tensors as large as the loops that a group loads.
  private func largeLeaves(of number: Int) -> Set<Value> {
    let count = groups[number].space.reduce(1, *)
    var found: Set<Value> = []
    var pending = groups[number].nodes.flatMap { graph.nodes[$0].inputs }
    while let value = pending.popLast() {
      let origin = source(of: value)
      if case .result(let producer, _) = graph.definition(of: origin) {
        if groupOf[producer] == number || roles[producer] == .view { continue }
        if isRecomputed[producer] {
          pending += graph.nodes[producer].inputs
          continue
        }
      }
      if graph.type(of: origin).elementCount >= count { found.insert(origin) }
    }
    return found
  }

  /// Whether nobody outside needs the stored results of a node.
  private func isPrivate(_ index: Int, to allowed: Set<Int>, _ users: [[Int]]) -> Bool {
    if isRecomputed[index] { return true }
    for result in graph.nodes[index].results {
      if graph.outputs.contains(where: { $0.value == result }) { return false }
      for user in users[result.id] {
        guard let group = groupOf[user], allowed.contains(group) else { return false }
        guard isRecomputed[user] else { continue }
        // Whoever computes the user again reads this value too.
        for reader in readers(of: graph.nodes[user].results[0], users) {
          guard reader >= 0, let group = groupOf[reader], allowed.contains(group),
            !isRecomputed[reader]
          else { return false }
        }
      }
    }
    return true
  }

  // MARK: Recomputation

  /// Cheap values that other groups compute again where they read them, because what they are made
  /// of is in memory anyway: no store, and no more loads than before.
  private mutating func chooseRecomputed() {
    let users = graph.users()
    let stored = sharedValues()
    for (index, node) in graph.nodes.enumerated() {
      guard roles[index] == .element, let group = groupOf[index], groups[group].kind != .scalar,
        node.traits.contains(.elementwise), !node.traits.contains(.expensive),
        stored[node.results[0].id], let loads = loadsToRecompute(node, stored)
      else { continue }
      let readers = readers(of: node.results[0], users)
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
  private func readers(of value: Value, _ users: [[Int]]) -> Set<Int> {
    var found: Set<Int> = []
    var pending = [value]
    while let next = pending.popLast() {
      if graph.outputs.contains(where: { $0.value == next }) { found.insert(-1) }
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

  // MARK: Dependencies

  /// The value behind a chain of views: what a kernel has to load or to compute.
  func source(of value: Value) -> Value {
    var current = value
    while case .result(let index, _) = graph.definition(of: current), roles[index] == .view,
      let next = graph.nodes[index].inputs.first
    {
      current = next
    }
    return current
  }

  /// The group that makes a value, seen through reshapes, which are the same memory.
  private func producerGroup(of value: Value) -> Int? {
    guard case .result(let index, _) = graph.definition(of: value) else { return nil }
    if roles[index] == .alias { return nil }
    return groupOf[index]
  }

  /// Groups whose results a node needs: read in place, or through a reshape, which wants them in
  /// memory.
  private func needs(of index: Int) -> (direct: Set<Int>, stored: Set<Int>) {
    var (direct, stored): (Set<Int>, Set<Int>) = ([], [])
    var pending = graph.nodes[index].inputs.map { (value: $0, reshaped: false) }
    while let (value, reshaped) = pending.popLast() {
      guard case .result(let producer, _) = graph.definition(of: value) else { continue }
      if let group = groupOf[producer] {
        if reshaped { stored.insert(group) } else { direct.insert(group) }
      } else {
        let alias = reshaped || roles[producer] == .alias
        pending += graph.nodes[producer].inputs.map { ($0, alias) }
      }
    }
    return (direct, stored)
  }

  /// Whether joining would make the group need its own results from memory.
  private func makesCycle(_ index: Int, joining group: Int) -> Bool {
    let (direct, stored) = needs(of: index)
    if stored.contains(group) { return true }
    return direct.union(stored).contains { $0 != group && reaches($0, group, direct: true) }
  }

  /// Whether group `from` needs results of group `to`; with `direct` false, from memory or by way of
  /// another group.
  private func reaches(_ from: Int, _ to: Int, direct: Bool) -> Bool {
    var seen: Set<Int> = [from]
    var pending = [from]
    while let group = pending.popLast() {
      for node in groups[group].nodes {
        let (plain, stored) = needs(of: node)
        if stored.contains(to), group != to { return true }
        for next in plain.union(stored) where next != group {
          if next == to && (direct || group != from) { return true }
          if next == to { continue }
          if seen.insert(next).inserted { pending.append(next) }
        }
      }
    }
    return false
  }
}
