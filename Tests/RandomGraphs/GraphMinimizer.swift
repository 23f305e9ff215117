import NetwrightIR
import NetwrightOps
import NetwrightSelfCheck
import NetwrightTensor

/// Makes a graph that fails smaller while it still fails.
///
/// Outputs and nodes are dropped: a node's results become inputs, or one of its operands takes
/// their place, and the loss moves to an earlier value. The number of attempts is bounded.
package struct GraphMinimizer {
  private let fails: (Graph) -> Bool
  private var attempts: Int

  package init(attempts: Int = 2000, fails: @escaping (Graph) -> Bool) {
    self.attempts = attempts
    self.fails = fails
  }

  /// The smallest graph found; `graph` itself where nothing smaller fails.
  package static func minimize(
    _ graph: Graph, attempts: Int = 2000, fails: @escaping (Graph) -> Bool
  ) -> Graph {
    var minimizer = GraphMinimizer(attempts: attempts, fails: fails)
    var current = graph
    while let smaller = minimizer.step(current) { current = smaller }
    return current
  }

  /// The first smaller graph that fails as well.
  private mutating func step(_ graph: Graph) -> Graph? {
    for candidate in candidates(graph) {
      guard attempts > 0 else { return nil }
      guard let smaller = candidate(), size(smaller) < size(graph) else { continue }
      attempts -= 1
      if fails(smaller) { return smaller }
    }
    return nil
  }

  /// Nodes weigh most, then inputs, then outputs.
  private func size(_ graph: Graph) -> Int {
    graph.nodes.count * 10_000 + graph.inputs.count * 100 + graph.outputs.count
  }

  /// Largest cuts first: a loss on an early value drops all that comes after.
  private func candidates(_ graph: Graph) -> [() -> Graph?] {
    var result: [() -> Graph?] = []
    for node in graph.nodes {
      for value in node.results where graph.type(of: value).dtype == .f32 {
        result.append { Self.withLoss(of: value, graph) }
      }
    }
    for index in graph.outputs.indices where graph.outputs[index].role != .loss {
      result.append { Self.rebuilt(graph, skippingOutput: index) }
    }
    for index in graph.nodes.indices.reversed() {
      result.append { Self.rebuilt(graph, cutting: index) }
      for operand in graph.nodes[index].inputs.indices {
        result.append { Self.rebuilt(graph, bypassing: index, with: operand) }
      }
    }
    return result
  }

  /// `Σ value · tanh(value)` in place of the loss.
  private static func withLoss(of value: Value, _ graph: Graph) -> Graph? {
    var copier = GraphCopier(graph)
    copier.copyInputs()
    for node in graph.nodes { copier.copy(node) }
    let y = copier.new(value)
    let squares = copier.builder.multiply(y, copier.builder.tanh(y))
    let axes = Array(0..<copier.builder.type(of: y).rank)
    let loss = axes.isEmpty ? squares : copier.builder.reduceSum(squares, axes: axes)
    for output in graph.outputs where output.role != .loss {
      copier.builder.output(output.name, copier.new(output.value), role: output.role)
    }
    copier.builder.output("loss", loss, role: .loss)
    return (try? copier.builder.finish()).flatMap(pruned)
  }

  /// The graph without an output; with a node's results as inputs; or without a node, an operand in
  /// place of its result.
  private static func rebuilt(
    _ graph: Graph, skippingOutput skipped: Int? = nil, cutting cut: Int? = nil,
    bypassing bypassed: Int? = nil, with operand: Int = 0
  ) -> Graph? {
    var copier = GraphCopier(graph)
    copier.copyInputs()
    for (index, node) in graph.nodes.enumerated() {
      if index == bypassed {
        let value = node.inputs[operand]
        guard node.results.count == 1, graph.type(of: value) == graph.type(of: node.results[0])
        else { return nil }
        copier.set(node.results[0], to: copier.new(value))
      } else if index == cut {
        for (place, result) in node.results.enumerated() {
          let type = graph.type(of: result)
          guard type.dtype == .f32 || type.dtype == .i32 else { return nil }
          let name = "cut_\(graph.nodes.count)_\(index)_\(place)"
          // A parameter, so that the gradient with respect to it is still looked at.
          let role: InputRole = type.dtype == .f32 ? .parameter : .data
          copier.set(result, to: copier.builder.input(name, type, role: role))
        }
      } else {
        copier.copy(node)
      }
    }
    for (index, output) in graph.outputs.enumerated() where index != skipped {
      copier.builder.output(output.name, copier.new(output.value), role: output.role)
    }
    return (try? copier.builder.finish()).flatMap(pruned)
  }

  /// Without nodes that no output needs, and without inputs that nobody reads or updates.
  private static func pruned(_ graph: Graph) -> Graph? {
    guard let part = try? GraphPart.needed(for: graph.outputs, of: graph) else { return nil }
    let counts = part.useCounts()
    let updated = Set(
      part.outputs.compactMap { output -> String? in
        if case .update(let name) = output.role { name } else { nil }
      })
    var builder = GraphBuilder(name: part.name)
    var map: [Value: Value] = [:]
    for input in part.inputs where counts[input.value.id] > 0 || updated.contains(input.name) {
      map[input.value] = builder.input(input.name, part.type(of: input.value), role: input.role)
    }
    for node in part.nodes {
      let results = builder.apply(
        node.op, list: node.inputs.compactMap { map[$0] }, regions: node.regions)
      for (old, new) in zip(node.results, results) { map[old] = new }
    }
    for output in part.outputs {
      guard let value = map[output.value] else { return nil }
      builder.output(output.name, value, role: output.role)
    }
    return try? builder.finish()
  }
}
