import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Writes the hoisted nodes, over all turns at once, and the loop that is left.
struct HoistEmission {
  let plan: HoistPlan
  let node: Node
  /// Values of the body before the loop: those that depend on sequences stacked.
  private var outside: [Value: Value] = [:]

  init(plan: HoistPlan, node: Node) {
    self.plan = plan
    self.node = node
  }

  private var region: Graph { plan.region }
  private var scan: Scan { plan.scan }

  mutating func run(_ copier: inout GraphCopier) {
    for (position, input) in region.inputs.enumerated() where position >= scan.carries {
      outside[input.value] = copier.new(node.inputs[position])
    }
    for (index, inner) in region.nodes.enumerated() where plan.isCopied[index] {
      copier.builder.origin = inner.origin
      let results = copied(inner, in: &copier.builder)
      for (old, new) in zip(inner.results, results) { outside[old] = new }
    }
    let handed = handedIn
    let sequences = handed.filter { plan.dependence[$0.id] == .sequences }
    let constants = handed.filter { plan.dependence[$0.id] == .constants }
    let operands = node.inputs.map(copier.new)
    let border = scan.carries + scan.sequences
    copier.builder.origin = node.origin
    let results = copier.builder.apply(
      Scan(
        carries: scan.carries, sequences: scan.sequences + sequences.count, length: scan.length,
        reversed: scan.reversed),
      list: operands.prefix(border) + sequences.compactMap { outside[$0] }
        + operands.dropFirst(border) + constants.compactMap { outside[$0] },
      regions: [body(sequences, constants)])
    for (old, new) in zip(node.results, results) { copier.set(old, to: new) }
  }

  /// The hoisted values that what stays in the loop reads.
  private var handedIn: [Value] {
    var read = Set(region.outputs.map(\.value))
    for (index, node) in region.nodes.enumerated() where !plan.isHoisted[index] {
      read.formUnion(node.inputs)
    }
    return region.nodes.indices.filter { plan.isHoisted[$0] }
      .flatMap { region.nodes[$0].results }.filter(read.contains)
  }

  private func body(_ sequences: [Value], _ constants: [Value]) -> Graph {
    var copier = GraphCopier(region)
    let border = scan.carries + scan.sequences
    let inputs = region.inputs.map(\.value)
    for value in inputs.prefix(border) + sequences + inputs.dropFirst(border) + constants {
      let name = "\(copier.builder.graph.inputs.count)"
      copier.set(value, to: copier.builder.input(name, region.type(of: value)))
    }
    for (index, node) in region.nodes.enumerated() where !plan.isHoisted[index] {
      copier.copy(node)
    }
    copier.copyOutputs()
    return copier.builder.graph
  }

  // MARK: Over all turns

  private func copied(_ inner: Node, in graph: inout GraphBuilder) -> [Value] {
    let operands = inner.inputs.map { outside[$0] ?? $0 }
    guard plan.dependence[inner.results[0].id] == .sequences else {
      return graph.apply(inner.op, list: operands, regions: inner.regions)
    }
    let shape = stacked(region.type(of: inner.results[0]).shape)
    switch inner.op {
    case is Reshape: return [graph.reshape(operands[0], to: shape)]
    case let transpose as Transpose:
      return [graph.transpose(operands[0], [0] + transpose.permutation.map { $0 + 1 })]
    case let slice as Slice:
      return [graph.slice(operands[0], starts: [0] + slice.starts, sizes: shape)]
    case let broadcast as Broadcast:
      return [graph.broadcast(operands[0], to: shape, axes: [0] + broadcast.axes.map { $0 + 1 })]
    case is GatherRows: return [graph.gatherRows(operands[0], operands[1])]
    case let product as Contraction:
      let sizes = region.type(of: inner.inputs[0]).sizes
      let rows = graph.reshape(
        operands[0], to: Shape(sizes: [plan.length * sizes[0], sizes[1]]))
      let result = graph.contract(rows, operands[1], transposeRight: product.transposeRight)
      return [graph.reshape(result, to: shape)]
    default:
      let spread = zip(inner.inputs, operands).map { inside, operand in
        plan.dependence[inside.id] == .sequences ? operand : repeated(operand, in: &graph)
      }
      return graph.apply(inner.op, list: spread)
    }
  }

  /// A constant of the loop for every turn.
  private func repeated(_ value: Value, in graph: inout GraphBuilder) -> Value {
    let shape = graph.type(of: value).shape
    return graph.broadcast(value, to: stacked(shape), axes: Array(1..<shape.rank + 1))
  }

  private func stacked(_ shape: Shape) -> Shape { Shape([Dim(plan.length)] + shape.dims) }
}
