import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Schedules one graph: kernels in the order of its nodes, with barriers where one needs another.
struct StepScheduler {
  let graph: Graph
  let mode: String
  var buffers: BufferTable

  init(_ graph: Graph, mode: String, buffers: BufferTable) {
    self.graph = graph
    self.mode = mode
    self.buffers = buffers
  }

  mutating func run(_ library: inout KernelLibrary) throws(LoweringFailure) -> StepPlan {
    var scope = ScheduleScope(graph)
    for input in graph.inputs {
      scope.places[input.value] = buffers.number(ofInput: input.name).map { OperandPlace($0) }
    }
    for pair in Overwriting.inPlace(updates, readAtEnd: results.map(\.value), in: graph) {
      scope.targets[graph.root(of: pair.new)] = scope.places[pair.old]
    }
    try schedule(&scope)
    copyUpdates(&scope)
    copyResults(&scope)
    Phases.assign(&scope.items)
    recordLifetimes(scope)
    var planner = ItemPlanner()
    let items = planner.plan(scope.items, &library)
    return StepPlan(
      items: items,
      outputs: results.compactMap { output in
        scope.places[output.value].map { (name: output.name, buffer: $0.buffer) }
      },
      loss: graph.loss.flatMap { scope.places[$0]?.buffer },
      reshapedOutputs: reshapedOutputs(scope))
  }

  /// What is handed out.
  private var results: [GraphOutput] {
    graph.outputs.filter { $0.role == .result || $0.role == .loss }
  }

  private var updates: [Overwriting] {
    graph.outputs.compactMap { output in
      guard case .update(let name) = output.role, let input = graph.input(named: name) else {
        return nil
      }
      return Overwriting(old: input.value, new: output.value)
    }
  }

  // MARK: Nodes

  /// Adds the kernels of all nodes of a scope.
  mutating func schedule(_ scope: inout ScheduleScope) throws(LoweringFailure) {
    for (index, node) in scope.graph.nodes.enumerated() {
      if node.traits.contains(.reshaping) {
        scope.places[node.results[0]] = scope.places[node.inputs[0]]
      } else if let scan = node.op as? Scan {
        try schedule(scan, node, &scope)
      } else {
        try scheduleKernel(node, index, &scope)
      }
    }
  }

  private mutating func scheduleKernel(
    _ node: Node, _ index: Int, _ scope: inout ScheduleScope
  ) throws(LoweringFailure) {
    var kernel = try KernelLowering.lower(node, in: scope.graph)
    var operands = try scope.operands(of: node)
    packRight(of: &kernel, &operands, node, &scope)
    for (position, result) in node.results.enumerated() {
      let write = node.inputs.count + position
      let place =
        scope.target(of: result, kernel, write: write, operands)
        ?? dyingPlace(for: position, ofNode: index, kernel, operands, in: scope)
        ?? OperandPlace(
          buffers.addScratch(
            "\(mode).\(KernelTitle.bufferName(node))", scope.graph.type(of: result), mode: mode,
            depth: scope.depth))
      scope.places[result] = place
      operands.append(place)
    }
    scope.items.append(
      .call(
        PendingCall(
          kernel: kernel, operands: operands, title: KernelTitle.of(node), origin: node.origin)))
  }

  // MARK: What is left to copy

  /// Copies into place what could not be computed there.
  private mutating func copyUpdates(_ scope: inout ScheduleScope) {
    var copies: [PendingCopy] = []
    for pair in updates {
      guard let target = scope.places[pair.old], let source = scope.places[pair.new] else {
        continue
      }
      copies.append(PendingCopy(source: source, target: target, type: graph.type(of: pair.new)))
    }
    add(copies, &scope)
  }

  /// Whoever reads results reads whole buffers; those that are part of one are copied out of it.
  private mutating func copyResults(_ scope: inout ScheduleScope) {
    for output in results {
      let type = graph.type(of: output.value)
      guard let place = scope.places[output.value],
        buffers.entries[place.buffer].type.elementCount != type.elementCount
      else { continue }
      let copy = OperandPlace(buffers.addScratch("\(mode).\(output.name)", type, mode: mode))
      add([PendingCopy(source: place, target: copy, type: type)], &scope)
      scope.places[output.value] = copy
    }
  }

  /// Adds copies that happen as if all at once. Where one takes the old value of a tensor that gets
  /// a new one itself, as when two exchange their values, that is saved first.
  mutating func add(_ all: [PendingCopy], _ scope: inout ScheduleScope) {
    var copies = all.filter { $0.source != $0.target }
    let targets = Set(copies.map(\.target))
    for index in copies.indices where targets.contains(copies[index].source) {
      let type = copies[index].type
      let saved = OperandPlace(
        buffers.addScratch("\(mode).saved", type, mode: mode, depth: scope.depth))
      scope.items.append(PendingCopy(source: copies[index].source, target: saved, type: type).item)
      copies[index].source = saved
    }
    for copy in copies { scope.items.append(copy.item) }
  }

  // MARK: Memory

  /// Outputs whose buffer was made under another shape: reshapes share memory.
  private func reshapedOutputs(_ scope: ScheduleScope) -> [String: TensorType] {
    var types: [String: TensorType] = [:]
    for output in results {
      let type = graph.type(of: output.value)
      guard let place = scope.places[output.value], buffers.entries[place.buffer].type != type
      else { continue }
      types[output.name] = type
    }
    return types
  }

  private mutating func recordLifetimes(_ scope: ScheduleScope) {
    var spans = Lifetimes(of: scope.items, in: buffers).spans
    // What a step gives stays until the caller has read it.
    for output in graph.outputs {
      guard let buffer = scope.places[output.value]?.buffer, let span = spans[buffer] else {
        continue
      }
      spans[buffer] = span.lowerBound...Int.max
    }
    for (buffer, span) in spans where buffers.entries[buffer].storage == .scratch {
      buffers.setLifetime(buffer, first: span.lowerBound, last: span.upperBound)
    }
  }
}

/// Turns pending items into planned ones: numbers of functions, and barriers between phases.
private struct ItemPlanner {
  /// The phase of the last call; `nil` before the first.
  private var phase: Int?

  mutating func plan(_ items: [PendingItem], _ library: inout KernelLibrary) -> [StepItem] {
    var planned: [StepItem] = []
    for item in items {
      switch item {
      case .call(let call):
        planned.append(
          .call(
            KernelCall(
              function: library.add(call.kernel, title: call.title), operands: call.operands,
              title: call.title, origin: call.origin,
              barrierBefore: phase != nil && phase != call.phase)))
        phase = call.phase
      case .loop(let loop):
        // Each turn begins with a barrier, the first one too.
        phase = -1
        planned.append(
          .loop(
            StepLoop(
              count: loop.count, reversed: loop.reversed, items: plan(loop.items, &library))))
      }
    }
    return planned
  }
}
