import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Sums that a loop collects turn by turn are taken at once after it: a carry that only ever gets
/// `aᵀ · b` added becomes one contraction over all turns of the stacked `a` and `b`, and one that
/// gets column sums of a stacked tensor a sum of the stack. The gradients of a recurrent layer's
/// weights look like that.
///
/// Safe: sums are reassociated, as the tolerances of both kernels allow. Never worse: the sum is
/// neither read nor written in any turn; factors are stacked only where they are not much larger
/// than it.
package struct SumAfterLoops: Pass {
  package static let name = "sum-after-loops"
  package init() {}

  package func run(on graph: Graph) throws(GraphBuilder.Failure) -> Graph {
    let graph = try graph.rewritingBodies(run(on:))
    guard graph.nodes.contains(where: { $0.op is Scan }) else { return graph }
    var copier = GraphCopier(graph)
    copier.copyInputs()
    for node in graph.nodes {
      guard let scan = node.op as? Scan, let loop = CollectingLoop(scan, node) else {
        copier.copy(node)
        continue
      }
      loop.emit(in: &copier)
    }
    copier.copyOutputs()
    return try copier.builder.finish()
  }
}

/// A scan with carries that only collect sums.
private struct CollectingLoop {
  /// What a carry gets added in each turn.
  private enum Term {
    case product(Value, Value)
    case columns(Value, axes: [Int])

    var factors: [Value] {
      switch self {
      case .product(let a, let b): [a, b]
      case .columns(let value, _): [value]
      }
    }
  }

  let scan: Scan
  let node: Node
  let length: Int
  private let region: Graph
  /// The terms of each carry that need not be one.
  private var collected: [Int: [Term]] = [:]
  /// Values of the body that are stacked only for the sums.
  private var added: [Value] = []

  init?(_ scan: Scan, _ node: Node) {
    guard let length = scan.length.constant, length > 0 else { return nil }
    self.scan = scan
    self.node = node
    self.length = length
    region = node.regions[0]
    let uses = region.useCounts()
    var pending = (0..<scan.carries).compactMap { carry in
      terms(of: carry, uses).map { (carry: carry, terms: $0) }
    }
    // Products first: what they stack serves the column sums.
    pending.sort { first, second in
      let isProduct = { (terms: [Term]) in terms.contains { $0.factors.count == 2 } }
      return isProduct(first.terms) && !isProduct(second.terms)
    }
    for (carry, terms) in pending {
      let missing = Set(terms.flatMap(\.factors)).filter { !isStacked($0) }
      let cost = missing.reduce(0) { $0 + region.type(of: $1).elementCount }
      let saved = 2 * region.type(of: region.inputs[carry].value).elementCount
      guard cost <= saved else { continue }
      collected[carry] = terms
      added += missing.sorted { $0.id < $1.id }
    }
    if collected.isEmpty { return nil }
  }

  /// What is added to a carry that nothing else happens to; `nil` where something does.
  private func terms(of carry: Int, _ uses: [Int]) -> [Term]? {
    let old = region.inputs[carry].value
    let next = region.outputs[carry].value
    guard uses[old.id] == 1, uses[next.id] == 1 else { return nil }
    var terms: [Term] = []
    var hasOld = false
    var pending = [next]
    while let value = pending.popLast() {
      if value == old {
        hasOld = true
        continue
      }
      guard let maker = region.producer(of: value), terms.count < 16 else { return nil }
      switch maker.op {
      case is Add where uses[value.id] == 1: pending += maker.inputs
      case let product as Contraction:
        guard product.transposeLeft, !product.transposeRight,
          region.type(of: value).rank == 2
        else { return nil }
        terms.append(.product(maker.inputs[0], maker.inputs[1]))
      case let sum as ReduceSum where sum.axes.contains(0):
        terms.append(.columns(maker.inputs[0], axes: sum.axes))
      default: return nil
      }
    }
    return hasOld ? terms : nil
  }

  /// Whether all turns' values are in memory anyway.
  private func isStacked(_ value: Value) -> Bool {
    if added.contains(value) { return true }
    if case .input(let position) = region.definition(of: value) {
      return (scan.carries..<scan.carries + scan.sequences).contains(position)
        || region.outputs.dropFirst(scan.carries).contains { $0.value == value }
    }
    return region.outputs.dropFirst(scan.carries).contains { $0.value == value }
  }

  // MARK: Writing

  func emit(in copier: inout GraphCopier) {
    let kept = (0..<scan.carries).filter { collected[$0] == nil }
    let operands = node.inputs.map(copier.new)
    copier.builder.origin = node.origin
    let count = kept.count + node.results.count - scan.carries + added.count
    let results =
      count == 0
      ? []
      : copier.builder.apply(
        Scan(
          carries: kept.count, sequences: scan.sequences, length: scan.length,
          reversed: scan.reversed),
        list: kept.map { operands[$0] } + operands.dropFirst(scan.carries), regions: [body(kept)])
    guard results.count == count else { return }
    for (carry, result) in zip(kept, results) { copier.set(node.results[carry], to: result) }
    let stacks = Array(results.dropFirst(kept.count))
    for (old, new) in zip(node.results.dropFirst(scan.carries), stacks) { copier.set(old, to: new) }
    for (carry, terms) in collected.sorted(by: { $0.key < $1.key }) {
      var total = operands[carry]
      for term in terms.reversed() {
        let sum = sum(of: term, operands, stacks, in: &copier.builder)
        let isZero = (copier.builder.graph.producer(of: total)?.op as? Constant)?.value == 0
        total = isZero ? sum : copier.builder.add(total, sum)
      }
      copier.set(node.results[carry], to: total)
    }
  }

  private func body(_ kept: [Int]) -> Graph {
    var copier = GraphCopier(region)
    for (position, input) in region.inputs.enumerated() where collected[position] == nil {
      let name = "\(copier.builder.graph.inputs.count)"
      copier.set(input.value, to: copier.builder.input(name, region.type(of: input.value)))
    }
    let outputs =
      kept.map { region.outputs[$0].value }
      + region.outputs.dropFirst(scan.carries).map(\.value) + added
    var isNeeded = [Bool](repeating: false, count: region.valueCount)
    for output in outputs { isNeeded[output.id] = true }
    for node in region.nodes.reversed() where node.results.contains(where: { isNeeded[$0.id] }) {
      for input in node.inputs { isNeeded[input.id] = true }
    }
    for node in region.nodes where node.results.contains(where: { isNeeded[$0.id] }) {
      copier.copy(node)
    }
    for (position, output) in outputs.enumerated() {
      copier.builder.output("\(position)", copier.new(output))
    }
    return copier.builder.graph
  }

  private func sum(
    of term: Term, _ operands: [Value], _ stacks: [Value], in graph: inout GraphBuilder
  ) -> Value {
    switch term {
    case .product(let a, let b):
      let left = rows(of: stack(of: a, operands, stacks), in: &graph)
      let right = rows(of: stack(of: b, operands, stacks), in: &graph)
      return graph.contract(left, right, transposeLeft: true)
    case .columns(let value, let axes):
      return graph.reduceSum(
        stack(of: value, operands, stacks), axes: [0] + axes.map { $0 + 1 })
    }
  }

  /// The values of all turns.
  private func stack(of value: Value, _ operands: [Value], _ stacks: [Value]) -> Value {
    let outputs = region.outputs.dropFirst(scan.carries).map(\.value) + added
    if let place = outputs.firstIndex(of: value) { return stacks[place] }
    guard case .input(let position) = region.definition(of: value) else { return value }
    return operands[position]
  }

  /// `[turns, rows, columns]` as one matrix.
  private func rows(of stack: Value, in graph: inout GraphBuilder) -> Value {
    let sizes = graph.type(of: stack).sizes
    return graph.reshape(stack, to: Shape(sizes: [sizes[0] * sizes[1], sizes[2]]))
  }
}
