import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Computes before a loop what does not need its turns: what depends on constants alone, once; and
/// contractions of sequences with constants, with the sums that follow, as one contraction over all
/// turns.
///
/// Safe: each turn would compute the same. Never worse: what is the same in every turn is computed
/// once, and many small contractions become one that loads its right side once; views and constants
/// stay where they are read. The products of all turns are in memory at once.
package struct HoistFromLoops: Pass {
  package static let name = "hoist-from-loops"
  package init() {}

  package func run(on graph: Graph) throws(GraphBuilder.Failure) -> Graph {
    let graph = try graph.rewritingBodies(run(on:))
    guard graph.nodes.contains(where: { $0.op is Scan }) else { return graph }
    var copier = GraphCopier(graph)
    copier.copyInputs()
    for node in graph.nodes {
      guard let scan = node.op as? Scan, let plan = HoistPlan(scan, node) else {
        copier.copy(node)
        continue
      }
      var emission = HoistEmission(plan: plan, node: node)
      emission.run(&copier)
    }
    copier.copyOutputs()
    return try copier.builder.finish()
  }
}

/// Which nodes of a body move before its loop.
struct HoistPlan {
  /// What a value of the body depends on.
  enum Dependence { case constants, sequences, carries }

  let scan: Scan
  let length: Int
  let region: Graph
  /// By value.
  private(set) var dependence: [Dependence]
  /// By node, whether the loop is handed its result instead of computing it.
  private(set) var isHoisted: [Bool]
  /// By node, whether it is computed before the loop: hoisted nodes and what they are made of.
  private(set) var isCopied: [Bool]

  /// `nil` where nothing moves.
  init?(_ scan: Scan, _ node: Node) {
    guard let length = scan.length.constant, length > 0 else { return nil }
    self.scan = scan
    self.length = length
    region = node.regions[0]
    dependence = Array(repeating: .carries, count: region.valueCount)
    isHoisted = Array(repeating: false, count: region.nodes.count)
    isCopied = isHoisted
    for (position, input) in region.inputs.enumerated() where position >= scan.carries {
      dependence[input.value.id] =
        position < scan.carries + scan.sequences ? .sequences : .constants
    }
    for (index, node) in region.nodes.enumerated() { classify(index, node) }
    guard isHoisted.contains(true) else { return nil }
    for index in region.nodes.indices.reversed() where isHoisted[index] || isCopied[index] {
      isCopied[index] = true
      for input in region.nodes[index].inputs {
        if case .result(let maker, _) = region.definition(of: input) { isCopied[maker] = true }
      }
    }
  }

  private mutating func classify(_ index: Int, _ node: Node) {
    let inputs = node.inputs.map { dependence[$0.id] }
    let found: Dependence =
      inputs.allSatisfy { $0 == .constants }
      ? .constants
      : inputs.contains(.carries) || !canSpread(node) ? .carries : .sequences
    for result in node.results { dependence[result.id] = found }
    switch found {
    case .constants:
      isHoisted[index] = node.traits.isDisjoint(with: [.generator, .view, .reshaping])
    case .sequences: isHoisted[index] = node.op is Contraction || followsHoisted(node)
    case .carries: break
    }
  }

  /// Whether one application of the op to whole sequences does what one for each element does.
  private func canSpread(_ node: Node) -> Bool {
    if node.traits.contains(.elementwise) { return true }
    switch node.op {
    case is Reshape, is Transpose, is Slice, is Broadcast: return true
    case is GatherRows: return dependence[node.inputs[0].id] == .constants
    case let product as Contraction:
      return !product.transposeLeft && region.type(of: node.inputs[0]).rank == 2
        && dependence[node.inputs[1].id] == .constants
    default: return false
    }
  }

  /// Sums and the like on a hoisted product, which belong into its kernel.
  private func followsHoisted(_ node: Node) -> Bool {
    guard node.traits.contains(.elementwise), !node.traits.contains(.expensive) else {
      return false
    }
    return node.inputs.contains { dependence[$0.id] == .sequences && isHandedIn($0) }
      && node.inputs.allSatisfy { dependence[$0.id] == .constants || isHandedIn($0) }
  }

  private func isHandedIn(_ value: Value) -> Bool {
    guard case .result(let maker, _) = region.definition(of: value) else { return false }
    return isHoisted[maker]
  }
}
