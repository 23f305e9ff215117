import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// What fusion can do with a node.
enum NodeRole {
  /// Read in place by whoever uses it.
  case view
  /// The same memory under another shape.
  case alias
  /// One element of the result for each turn of the loops.
  case element
  case reduction
  /// A kernel of its own that takes an epilogue.
  case skeleton
  /// A kernel of its own that stores by itself.
  case whole

  /// A view becomes an element where something needs it in memory: an output, a reshape, a
  /// skeleton.
  static func assign(in graph: Graph) -> [NodeRole] {
    var roles = graph.nodes.map { role(of: $0, in: graph) }
    for (index, node) in graph.nodes.enumerated() where movesUnitAxes(node, graph, roles) {
      roles[index] = .view
    }
    for output in graph.outputs { materialize(output.value, graph, &roles) }
    for (index, node) in graph.nodes.enumerated() {
      switch roles[index] {
      case .alias, .skeleton, .whole:
        for input in node.inputs { materialize(input, graph, &roles) }
      case .view, .element, .reduction: continue
      }
    }
    return roles
  }

  /// Whether a node sheds or adds axes of size 1 of something that is read in place: so can it be.
  private static func movesUnitAxes(_ node: Node, _ graph: Graph, _ roles: [NodeRole]) -> Bool {
    guard node.traits.contains(.reshaping),
      case .result(let index, _) = graph.definition(of: node.inputs[0]), roles[index] == .view,
      !graph.nodes[index].traits.contains(.generator)
    else { return false }
    let (from, to) = (graph.type(of: node.inputs[0]).sizes, graph.type(of: node.results[0]).sizes)
    return from.filter { $0 != 1 } == to.filter { $0 != 1 }
  }

  private static func materialize(_ value: Value, _ graph: Graph, _ roles: inout [NodeRole]) {
    guard case .result(let index, _) = graph.definition(of: value), roles[index] == .view else {
      return
    }
    roles[index] = .element
  }

  private static func role(of node: Node, in graph: Graph) -> NodeRole {
    let traits = node.traits
    if traits.contains(.reshaping) { return .alias }
    if traits.contains(.elementwise) { return .element }
    if traits.contains(.generator) { return traits.contains(.expensive) ? .element : .view }
    if traits.contains(.view) { return .view }
    if traits.contains(.reduction) { return .reduction }
    return traits.contains(.epilogue) ? .skeleton : .whole
  }
}
