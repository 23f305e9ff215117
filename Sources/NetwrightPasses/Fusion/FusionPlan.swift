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
  var groupOf: [Int?]
  var groups: [FusionGroup] = []
  let roles: [NodeRole]
  /// The nodes that use each value; indexed by `Value.id`.
  let users: [[Int]]
  let outputs: Set<Value>
  /// Column reductions by the tensors that they fold.
  private var columnsReading: [Value: [Int]] = [:]
  private var scalarGroups: [Int] = []
  /// For each node, whether other groups compute it again instead of loading it.
  var isRecomputed: [Bool]

  private let joinsNodes: Bool

  static let maximumGroupSize = 96

  /// - Parameter joinsNodes: whether nodes share kernels at all; else each gets its own.
  init(_ graph: Graph, joinsNodes: Bool = true) {
    self.graph = graph
    self.joinsNodes = joinsNodes
    groupOf = Array(repeating: nil, count: graph.nodes.count)
    roles = NodeRole.assign(in: graph)
    isRecomputed = Array(repeating: false, count: graph.nodes.count)
    users = graph.users()
    outputs = Set(graph.outputs.map(\.value))
    for index in graph.nodes.indices { place(index) }
    guard joinsNodes else { return }
    chooseRecomputed()
    absorbProducersOfColumns()
    mergeColumns()
    absorbStoredProducersOfColumns()
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

  func sizes(_ value: Value) -> [Int] { graph.type(of: value).sizes }

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
    let origin = source(of: node.inputs[0])
    let shared = (joinsNodes ? columnsReading[origin] ?? [] : []).last { group in
      groups[group].space == space && groups[group].foldedAxes == reduction.axes
        && groups[group].nodes.count < Self.maximumGroupSize && !makesCycle(index, joining: group)
    }
    if let shared {
      join(index, shared)
    } else {
      columnsReading[origin, default: []].append(groups.count)
      start(.columns, space: space, with: index)
      groups[groups.count - 1].foldedAxes = reduction.axes
    }
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
    let open = scalarGroups.last { group in
      joinsNodes && groups[group].nodes.count < Self.maximumGroupSize
        && !makesCycle(index, joining: group)
    }
    if let open {
      join(index, open)
    } else {
      scalarGroups.append(groups.count)
      start(.scalar, space: [], with: index)
    }
  }

  /// Groups that make an operand: those that make the most bytes of them first, since these need not
  /// be loaded then; of equal ones skeletons and column sums, since plain loops can move into them
  /// and not the other way round; then the latest.
  private func candidates(of index: Int) -> [Int] {
    guard joinsNodes else { return [] }
    var saved: [Int: Int] = [:]
    for value in Set(graph.nodes[index].inputs.map { source(of: $0) }) {
      guard let group = producerGroup(of: value) else { continue }
      saved[group, default: 0] += graph.type(of: value).byteCount
    }
    return saved.keys.sorted { a, b in
      if saved[a] != saved[b] { return saved[a, default: 0] > saved[b, default: 0] }
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
  func readsInPlace(
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
  func readsInPlace(_ reader: Int, from maker: Int, in group: FusionGroup) -> Bool {
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
  func readsPlainly(_ input: Value, group: Int, shape: [Int]) -> Bool {
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
}
