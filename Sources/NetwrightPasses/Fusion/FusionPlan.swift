import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Sorts the nodes of a graph into groups, each of which one kernel can compute.
///
/// Nodes are visited in order; each joins the groups of its operands where the loops fit and no
/// cycle arises, otherwise it starts a group. Views and generators belong to no group: whoever
/// reads them computes them in place.
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

  /// Whether nodes share kernels at all.
  let joinsNodes: Bool

  /// Why the maker of a value and its reader were kept apart, by their nodes.
  private var refusals: [Edge: FusionRefusal] = [:]

  private struct Edge: Hashable {
    let maker: Int
    let reader: Int
  }

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
    case .view: return
    case .alias: note(.reshaped, to: index)
    case .whole:
      placeWhole(node, index)
    case .skeleton:
      note(.readerLoadsWhole, to: index)
      start(.epilogue, space: sizes(node.results[0]), with: index)
    case .reduction: placeReduction(node, index)
    case .element: placeElement(node, index)
    }
  }

  mutating func start(_ kind: FusionGroup.Kind, space: [Int], with index: Int) {
    groupOf[index] = groups.count
    groups.append(FusionGroup(kind: kind, space: space, nodes: [index]))
  }

  // MARK: Refusals

  /// Keeps in mind why a node does not share a kernel with the makers of its operands, or with
  /// those of one group.
  mutating func note(_ reason: FusionRefusal, from group: Int? = nil, to index: Int) {
    for input in graph.nodes[index].inputs {
      guard case .result(let maker, _) = graph.definition(of: source(of: input)),
        group == nil || groupOf[maker] == group
      else { continue }
      refusals[Edge(maker: maker, reader: index)] = reason
    }
  }

  /// Why the kernels of a maker and a reader are two.
  func refusal(from maker: Int, to reader: Int) -> FusionRefusal {
    // What nobody could refuse was not asked for: the reader folds what another sweep makes.
    refusals[Edge(maker: maker, reader: reader)] ?? .otherAxis
  }

  func sizes(_ value: Value) -> [Int] { graph.type(of: value).sizes }

  // MARK: Reductions

  private mutating func placeReduction(_ node: Node, _ index: Int) {
    guard let reduction = node.op as? any ReductionOp else { return }
    let space = sizes(node.inputs[0])
    if reduction.axes == [space.count - 1] {
      var joined: Int?
      for group in candidates(of: index) {
        let obstacle = joined == nil ? rowObstacle(index, space, group) : .joinedAnother
        if let obstacle { note(obstacle, from: group, to: index) } else { joined = group }
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

  /// Why a fold over the last axis cannot run in the loops of a group.
  private func rowObstacle(_ index: Int, _ space: [Int], _ number: Int) -> FusionRefusal? {
    let group = groups[number]
    guard group.kind == .rows else {
      return group.kind == .whole ? .makerStoresByItself : .otherAxis
    }
    guard group.space == space else { return .otherLoops(maker: group.space, reader: space) }
    guard operandsFit(index, number, space: space) else { return .readsElsewhere }
    return makesCycle(index, joining: number) ? .cycle : nil
  }

  // MARK: Elements

  private mutating func placeElement(_ node: Node, _ index: Int) {
    let shape = sizes(node.results[0])
    var homes: [Int] = []
    for group in candidates(of: index) {
      if let obstacle = obstacle(index, shape, group) {
        note(obstacle, from: group, to: index)
      } else {
        homes.append(group)
      }
    }
    if let home = homes.first {
      join(index, home)
      for other in homes.dropFirst() {
        if canMerge(other, into: home) {
          merge(other, into: home)
        } else {
          note(.joinedAnother, from: other, to: index)
        }
      }
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

  /// Groups that make an operand: those that make the most bytes of them first, since these need
  /// not be loaded then; of equal ones skeletons and column sums, since plain loops can move into
  /// them and not the other way round; then the latest.
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

  /// Why an elementwise node of this shape cannot run in the loops of a group.
  private func obstacle(_ index: Int, _ shape: [Int], _ number: Int) -> FusionRefusal? {
    let group = groups[number]
    guard group.nodes.count < Self.maximumGroupSize else { return .kernelIsFull }
    // Loops compute in f32, i32 and truth values; wider numbers are for step scalars.
    let dtype = graph.type(of: graph.nodes[index].results[0]).dtype
    guard group.kind == .scalar || [.f32, .i32, .bool].contains(dtype) else { return .elementType }
    if let obstacle = loopObstacle(shape, group) { return obstacle }
    guard group.kind == .scalar || operandsFit(index, number, space: shape) else {
      return .readsElsewhere
    }
    if group.kind == .epilogue {
      let isPlain = graph.nodes[index].inputs.allSatisfy {
        readsPlainly($0, group: number, shape: shape)
      }
      guard isPlain else { return .operandIsNotPlain }
    }
    return makesCycle(index, joining: number) ? .cycle : nil
  }

  /// Why the loops of a group do not run over this shape.
  private func loopObstacle(_ shape: [Int], _ group: FusionGroup) -> FusionRefusal? {
    let isFit =
      switch group.kind {
      case .rows: shape == group.space || group.foldsRows && shape == group.keptSizes
      case .columns: shape == group.keptSizes
      case .epilogue: shape == group.space
      case .scalar: shape.isEmpty
      case .whole: false
      }
    if isFit { return nil }
    if group.kind == .whole { return .makerStoresByItself }
    if group.kind == .columns, shape == group.space { return .foldIsUnfinished }
    return .otherLoops(maker: group.space, reader: shape)
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
