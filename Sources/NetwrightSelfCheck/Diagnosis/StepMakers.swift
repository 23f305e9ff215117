import NetwrightIR
import NetwrightSchedule

/// Which node of the optimized graph each item of its step computes, and where results lie.
struct StepMakers {
  private let items: [StepItem]
  private var nodes: [Int: Int] = [:]
  private var places: [Value: OperandPlace] = [:]
  private let graph: Graph

  /// Every node that moves anything has one item, in order; between them stand copies and what
  /// packs operands. `nil` where items and nodes do not go together.
  init?(of step: StepPlan, _ plan: ProgramPlan, _ graph: Graph) {
    items = step.items
    self.graph = graph
    var rest = step.items.indices.filter { !Self.moves(step.items[$0], plan) }[...]
    for (index, node) in graph.nodes.enumerated() where !node.traits.contains(.reshaping) {
      guard let item = rest.first else { return nil }
      switch step.items[item] {
      case .loop:
        guard node.traits.contains(.loop) else { return nil }
      case .call(let call):
        // A loop without a turn, or without work in a turn, has no item.
        if node.traits.contains(.loop) { continue }
        guard call.operands.count == node.inputs.count + node.results.count else { return nil }
        for (value, place) in zip(node.inputs + node.results, call.operands) {
          places[graph.root(of: value)] = place
        }
      }
      nodes[item] = index
      rest.removeFirst()
    }
  }

  private static func moves(_ item: StepItem, _ plan: ProgramPlan) -> Bool {
    guard case .call(let call) = item else { return false }
    return call.title == KernelCall.copyTitle || plan.functions[call.function].kernel.packs
  }

  func node(of item: Int) -> Int? { nodes[item] }

  /// Where a value lies, if a kernel outside of loops reads or stores it.
  func place(of value: Value) -> OperandPlace? { places[graph.root(of: value)] }

  /// The call of an item, or the first one of a loop, with its place among the calls of the step.
  func firstCall(of item: Int) -> (call: KernelCall, place: Int) {
    let before = items[..<item].reduce(0) { $0 + $1.calls.count }
    return (items[item].calls[0], before)
  }
}
