import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Drops what nobody reads from loops: stacked outputs, carries, and operands; outputs that stack
/// the same value are one, and one that stacks the elements of a sequence is the sequence. Nodes
/// that nobody reads go too.
///
/// Safe and never worse: the body computes less, and less is stored.
package struct TrimLoops: Pass {
  package static let name = "trim-loops"
  package init() {}

  package func run(on graph: Graph) throws(GraphBuilder.Failure) -> Graph {
    let graph = try graph.rewritingBodies(run(on:))
    guard graph.nodes.contains(where: { $0.op is Scan }) else { return graph }
    let (live, loops) = liveNodes(in: graph)
    var copier = GraphCopier(graph)
    copier.copyInputs()
    // Dead nodes may read what is trimmed.
    for (index, node) in graph.nodes.enumerated() where live[index] {
      if let loop = loops[index] { loop.emit(in: &copier) } else { copier.copy(node) }
    }
    copier.copyOutputs()
    return try copier.builder.finish()
  }

  /// The nodes of which something is read, and those among them that are loops; found from the end,
  /// since a loop that is trimmed reads less itself.
  private func liveNodes(in graph: Graph) -> (nodes: [Bool], loops: [Int: LiveLoop]) {
    var live = [Bool](repeating: false, count: graph.valueCount)
    for output in graph.outputs { live[output.value.id] = true }
    var nodes = [Bool](repeating: false, count: graph.nodes.count)
    var loops: [Int: LiveLoop] = [:]
    for (index, node) in graph.nodes.enumerated().reversed()
    where node.results.contains(where: { live[$0.id] }) {
      nodes[index] = true
      guard let scan = node.op as? Scan else {
        for input in node.inputs { live[input.id] = true }
        continue
      }
      let loop = LiveLoop(scan, node, isRead: node.results.map { live[$0.id] })
      for position in loop.operands { live[node.inputs[position].id] = true }
      loops[index] = loop
    }
    return (nodes, loops)
  }
}

/// What is left of a scan.
private struct LiveLoop {
  let scan: Scan
  let node: Node
  /// Positions of the operands that are left, ascending.
  let operands: [Int]
  /// Positions of the outputs that are left: carries, then one for each value that is stacked.
  private let outputs: [Int]
  private let isRead: [Bool]
  private let isNeeded: [Bool]

  private var region: Graph { node.regions[0] }

  init(_ scan: Scan, _ node: Node, isRead: [Bool]) {
    self.scan = scan
    self.node = node
    self.isRead = isRead
    let region = node.regions[0]
    var kept: [Int] = []
    var stacked: Set<Value> = []
    var passed: Set<Int> = []
    for position in region.outputs.indices.dropFirst(scan.carries) where isRead[position] {
      let value = region.outputs[position].value
      if case .input(let input) = region.definition(of: value), input >= scan.carries,
        input < scan.carries + scan.sequences
      {
        passed.insert(input)
      } else if stacked.insert(value).inserted {
        kept.append(position)
      }
    }
    var carries = Set((0..<scan.carries).filter { isRead[$0] })
    var needed: [Bool] = []
    while true {
      needed = Self.needed(for: (carries + kept).map { region.outputs[$0].value }, in: region)
      let found = (0..<scan.carries).filter { needed[region.inputs[$0].value.id] }
      if carries.isSuperset(of: found) { break }
      carries.formUnion(found)
    }
    isNeeded = needed
    outputs = carries.sorted() + kept
    operands = region.inputs.indices.filter { position in
      position < scan.carries
        ? carries.contains(position)
        : needed[region.inputs[position].value.id] || passed.contains(position)
    }
  }

  /// What the values are made of; indexed by `Value.id`.
  private static func needed(for values: [Value], in region: Graph) -> [Bool] {
    var needed = [Bool](repeating: false, count: region.valueCount)
    for value in values { needed[value.id] = true }
    for node in region.nodes.reversed() where node.results.contains(where: { needed[$0.id] }) {
      for input in node.inputs { needed[input.id] = true }
    }
    return needed
  }

  func emit(in copier: inout GraphCopier) {
    let carries = operands.filter { $0 < scan.carries }
    let elements = operands.filter {
      $0 >= scan.carries && $0 < scan.carries + scan.sequences
        && isNeeded[region.inputs[$0].value.id]
    }
    let constants = operands.filter { $0 >= scan.carries + scan.sequences }
    let order = carries + elements + constants
    copier.builder.origin = node.origin
    var results: [Value] = []
    if !outputs.isEmpty {
      results = copier.builder.apply(
        Scan(
          carries: carries.count, sequences: elements.count, length: scan.length,
          reversed: scan.reversed),
        list: order.map { copier.new(node.inputs[$0]) }, regions: [body(order)])
    }
    guard results.count == outputs.count else { return }
    for (position, old) in node.results.enumerated() where isRead[position] {
      let value = region.outputs[position].value
      if let place = outputs.firstIndex(of: position) {
        copier.set(old, to: results[place])
      } else if let twin = outputs.firstIndex(where: {
        $0 >= scan.carries && region.outputs[$0].value == value
      }) {
        copier.set(old, to: results[twin])
      } else if case .input(let input) = region.definition(of: value) {
        copier.set(old, to: copier.new(node.inputs[input]))
      }
    }
  }

  private func body(_ order: [Int]) -> Graph {
    var copier = GraphCopier(region)
    for (number, position) in order.enumerated() {
      let value = region.inputs[position].value
      copier.set(value, to: copier.builder.input("\(number)", region.type(of: value)))
    }
    for node in region.nodes where node.results.contains(where: { isNeeded[$0.id] }) {
      copier.copy(node)
    }
    for (number, position) in outputs.enumerated() {
      copier.builder.output("\(number)", copier.new(region.outputs[position].value))
    }
    return copier.builder.graph
  }
}
