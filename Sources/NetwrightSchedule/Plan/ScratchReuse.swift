import NetwrightIR
import NetwrightTensor

/// For each value with memory of its own, the last node of its scope that reads it.
struct LastReaders {
  private var nodes: [Value: Int] = [:]

  /// What is handed out is read at the end; so, to be safe, is what loops read or make: without a
  /// turn, what comes in goes out.
  init(_ graph: Graph) {
    for (index, node) in graph.nodes.enumerated() {
      let isLoop = node.traits.contains(.loop)
      for input in node.inputs { note(isLoop ? .max : index, graph.root(of: input)) }
      if isLoop { for result in node.results { note(.max, result) } }
    }
    for output in graph.outputs { note(.max, graph.root(of: output.value)) }
  }

  private mutating func note(_ index: Int, _ root: Value) {
    nodes[root] = max(nodes[root] ?? index, index)
  }

  subscript(root: Value) -> Int? { nodes[root] }
}

extension StepScheduler {
  /// The memory of an operand that nobody reads after this kernel, and this kernel only where it
  /// stores the result: the lines are in the cache already, and the arena needs no second tensor.
  func dyingPlace(
    for position: Int, ofNode index: Int, _ kernel: Kernel, _ operands: [OperandPlace],
    in scope: ScheduleScope
  ) -> OperandPlace? {
    guard kernel.keepsToRows else { return nil }
    let node = scope.graph.nodes[index]
    let type = scope.graph.type(of: node.results[position])
    let (reads, taken) = (operands.prefix(node.inputs.count), operands[node.inputs.count...])
    let write = node.inputs.count + position
    for (input, place) in zip(node.inputs, reads) {
      // Views into larger buffers and what outlives a turn stay alone.
      guard place == OperandPlace(place.buffer), scope.places[input] == place,
        isScratch(place.buffer, holding: type, depth: scope.depth),
        scope.lastReaders[scope.graph.root(of: input)] == index,
        !taken.contains(where: { $0.buffer == place.buffer })
      else { continue }
      let isSafe = reads.enumerated().allSatisfy { number, other in
        other.buffer != place.buffer || kernel.storesInPlace(write, over: number)
      }
      if isSafe { return place }
    }
    return nil
  }

  private func isScratch(_ number: Int, holding type: TensorType, depth: Int) -> Bool {
    let entry = buffers.entries[number]
    return entry.storage == .scratch && entry.depth == depth && entry.type.dtype == type.dtype
      && entry.type.elementCount == type.elementCount
  }
}
