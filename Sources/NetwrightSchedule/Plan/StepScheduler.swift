import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Schedules one graph: kernels in the order of its nodes, with barriers where one needs another.
struct StepScheduler {
  let graph: Graph
  let mode: String
  var buffers: BufferTable
  /// The buffer of each value; reshapes share that of their operand.
  private var bufferOf: [Value: Int] = [:]
  private var calls: [PendingCall] = []
  /// For each value with memory of its own, the last node that reads it; `Int.max` for what is
  /// handed out.
  private var lastReader: [Value: Int] = [:]

  private struct PendingCall {
    let kernel: Kernel
    let operands: [Int]
    let title: String
    let origin: Origin
    var phase = 0
  }

  init(_ graph: Graph, mode: String, buffers: BufferTable) {
    self.graph = graph
    self.mode = mode
    self.buffers = buffers
  }

  mutating func run(_ library: inout KernelLibrary) throws(LoweringFailure) -> StepPlan {
    for input in graph.inputs { bufferOf[input.value] = buffers.number(ofInput: input.name) }
    let updates = inPlaceUpdates()
    lastReader = lastReaders()
    for (index, node) in graph.nodes.enumerated() { try schedule(node, index, updates) }
    copyUpdates()
    assignPhases()
    recordLifetimes()
    var planned: [KernelCall] = []
    for (index, call) in calls.enumerated() {
      planned.append(
        KernelCall(
          function: library.add(call.kernel, title: call.title), buffers: call.operands,
          title: call.title, origin: call.origin,
          barrierBefore: index > 0 && call.phase != calls[index - 1].phase))
    }
    let results = graph.outputs.filter { $0.role == .result || $0.role == .loss }
    return StepPlan(
      calls: planned,
      outputs: results.compactMap { output in
        bufferOf[output.value].map { (name: output.name, buffer: $0) }
      },
      loss: graph.loss.flatMap { bufferOf[$0] }, reshapedOutputs: reshapedOutputs(results))
  }

  private mutating func schedule(
    _ node: Node, _ index: Int, _ updates: [Value: String]
  ) throws(LoweringFailure) {
    if node.traits.contains(.reshaping) {
      bufferOf[node.results[0]] = bufferOf[node.inputs[0]]
      return
    }
    let kernel = try KernelLowering.lower(node, in: graph)
    let title = KernelTitle.of(node)
    var operands: [Int] = []
    for input in node.inputs {
      guard let buffer = bufferOf[input] else {
        throw LoweringFailure(node: node.keyword, reason: "an operand is not in memory")
      }
      operands.append(buffer)
    }
    for (position, result) in node.results.enumerated() {
      let buffer =
        inPlaceBuffer(
          of: result, updates, kernel, write: node.inputs.count + position, operands)
        ?? dyingBuffer(for: position, of: node, index, kernel, operands)
        ?? buffers.addScratch(
          "\(mode).\(KernelTitle.bufferName(node))", graph.type(of: result), mode: mode)
      bufferOf[result] = buffer
      operands.append(buffer)
    }
    calls.append(
      PendingCall(kernel: kernel, operands: operands, title: title, origin: node.origin))
  }

  /// Outputs whose buffer was made under another shape: reshapes share memory.
  private func reshapedOutputs(_ results: [GraphOutput]) -> [String: TensorType] {
    var types: [String: TensorType] = [:]
    for output in results {
      let type = graph.type(of: output.value)
      guard let buffer = bufferOf[output.value], buffers.entries[buffer].type != type else {
        continue
      }
      types[output.name] = type
    }
    return types
  }

  // MARK: Reuse

  private func lastReaders() -> [Value: Int] {
    var result: [Value: Int] = [:]
    for (index, node) in graph.nodes.enumerated() {
      for input in node.inputs { result[root(of: input)] = index }
    }
    for output in graph.outputs { result[root(of: output.value)] = .max }
    return result
  }

  /// The memory of an operand that nobody reads after this kernel, and this kernel only where it
  /// stores the result: the lines are in the cache already, and the arena needs no second tensor.
  private func dyingBuffer(
    for position: Int, of node: Node, _ index: Int, _ kernel: Kernel, _ operands: [Int]
  ) -> Int? {
    guard kernel.keepsToRows else { return nil }
    let type = graph.type(of: node.results[position])
    let taken = operands[node.inputs.count...]
    for input in node.inputs {
      guard let buffer = bufferOf[input], buffers.entries[buffer].storage == .scratch,
        !taken.contains(buffer), lastReader[root(of: input)] == index,
        buffers.entries[buffer].type.dtype == type.dtype,
        buffers.entries[buffer].type.elementCount == type.elementCount
      else { continue }
      let write = node.inputs.count + position
      let isSafe = node.inputs.indices.allSatisfy {
        operands[$0] != buffer || kernel.storesInPlace(write, over: $0)
      }
      if isSafe { return buffer }
    }
    return nil
  }

  // MARK: Updates

  /// Values that may be stored over the tensor that they update: every reader of the old value comes
  /// before, or is the same node.
  private func inPlaceUpdates() -> [Value: String] {
    var result: [Value: String] = [:]
    var lastReader: [Value: Int] = [:]
    for (index, node) in graph.nodes.enumerated() {
      for input in node.inputs { lastReader[root(of: input)] = index }
    }
    for output in graph.outputs {
      // What is handed out or becomes the next value of another tensor is read at the end.
      let root = root(of: output.value)
      if case .update(let name) = output.role, graph.input(named: name)?.value == root { continue }
      if case .update = output.role, graph.producer(of: root) != nil { continue }
      lastReader[root] = .max
    }
    for output in graph.outputs {
      guard case .update(let name) = output.role, let input = graph.input(named: name),
        case .result(let maker, _) = graph.definition(of: output.value),
        !graph.nodes[maker].traits.contains(.reshaping), result[output.value] == nil,
        (lastReader[input.value] ?? -1) <= maker
      else { continue }
      result[output.value] = name
    }
    return result
  }

  /// The value whose memory a chain of reshapes shows.
  private func root(of value: Value) -> Value {
    var current = value
    while let node = graph.producer(of: current), node.traits.contains(.reshaping) {
      current = node.inputs[0]
    }
    return current
  }

  private func inPlaceBuffer(
    of result: Value, _ updates: [Value: String], _ kernel: Kernel, write: Int, _ operands: [Int]
  ) -> Int? {
    guard let name = updates[result], let target = buffers.number(ofInput: name) else {
      return nil
    }
    for (position, operand) in operands.enumerated()
    where operand == target && !kernel.storesInPlace(write, over: position) {
      return nil
    }
    return target
  }

  /// Copies into place what could not be computed there. Where it is the old value of a tensor that
  /// gets a new one itself, as when two exchange their values, that is saved first.
  private mutating func copyUpdates() {
    var copies: [(source: Int, target: Int, type: TensorType)] = []
    for output in graph.outputs {
      guard case .update(let name) = output.role, let target = buffers.number(ofInput: name),
        let source = bufferOf[output.value], source != target
      else { continue }
      copies.append((source, target, graph.type(of: output.value)))
    }
    let targets = Set(copies.map(\.target))
    for index in copies.indices where targets.contains(copies[index].source) {
      let type = copies[index].type
      let saved = buffers.addScratch("\(mode).saved", type, mode: mode)
      addCopy(of: type, from: copies[index].source, to: saved)
      copies[index].source = saved
    }
    for copy in copies { addCopy(of: copy.type, from: copy.source, to: copy.target) }
  }

  private mutating func addCopy(of type: TensorType, from source: Int, to target: Int) {
    var body = KernelBody()
    let place = Affine(offset: 0, coefficients: [1])
    let value = body.emit(.load(operand: 0, at: place), type.dtype)
    let nest = LoopNest(
      kind: .rows, outer: [], inner: type.elementCount, body: body,
      stages: [.store(operand: 1, at: place, value)])
    let kernel = Kernel(
      operands: [KernelOperand(type, .read), KernelOperand(type, .write)],
      form: .loops([nest], separated: false))
    calls.append(
      PendingCall(
        kernel: kernel, operands: [source, target], title: "copy",
        origin: .pass("schedule", from: .none)))
  }

  // MARK: Phases

  /// Numbers the stretches between barriers: a kernel that touches what an earlier one of the same
  /// stretch stores, or stores what it reads, starts a new one.
  private mutating func assignPhases() {
    var phase = 0
    var (read, written): (Set<Int>, Set<Int>) = ([], [])
    var workspaceTaken = false
    for index in calls.indices {
      let kernel = calls[index].kernel
      let operands = zip(calls[index].operands, kernel.operands)
      let reads = Set(operands.filter { $0.1.access == .read }.map(\.0))
      let writes = Set(operands.filter { $0.1.access == .write }.map(\.0))
      let conflicts =
        !reads.isDisjoint(with: written) || !writes.isDisjoint(with: written)
        || !writes.isDisjoint(with: read) || (workspaceTaken && kernel.usesWorkspace)
      if conflicts {
        phase += 1
        (read, written, workspaceTaken) = ([], [], false)
      }
      read.formUnion(reads)
      written.formUnion(writes)
      workspaceTaken = workspaceTaken || kernel.usesWorkspace
      calls[index].phase = phase
    }
  }

  private mutating func recordLifetimes() {
    var spans: [Int: ClosedRange<Int>] = [:]
    for call in calls {
      for operand in call.operands {
        let span = spans[operand] ?? call.phase...call.phase
        spans[operand] = min(span.lowerBound, call.phase)...max(span.upperBound, call.phase)
      }
    }
    // What a step gives stays until the caller has read it.
    for output in graph.outputs {
      guard let buffer = bufferOf[output.value], let span = spans[buffer] else { continue }
      spans[buffer] = span.lowerBound...Int.max
    }
    for (buffer, span) in spans where buffers.entries[buffer].storage == .scratch {
      buffers.setLifetime(buffer, first: span.lowerBound, last: span.upperBound)
    }
  }
}
