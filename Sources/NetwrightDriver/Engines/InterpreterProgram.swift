import NetwrightFrontend
import NetwrightIR
import NetwrightInterpreter
import NetwrightRuntime
import NetwrightTensor

/// A program that the reference interpreter runs: starts at once, needs no Swift toolchain.
final class InterpreterProgram: Program {
  let name: String
  let batch: Int
  let slots: [TensorSlot]
  let inputs: [InputSlot]
  let outputs: [OutputSlot]
  let trainingOutputs: [OutputSlot]

  private let training: Pass?
  private let evaluation: Pass?
  private var tensors: [Buffer<Float>]
  private let inputMemory: [UnsafeMutableRawPointer]
  /// Of evaluation and of training.
  private let results: [UnsafeMutablePointer<Float>]
  private let trainingResults: [UnsafeMutablePointer<Float>]

  /// A graph made ready to run, with its inputs and outputs by number instead of name.
  private struct Pass {
    /// Where an input comes from.
    enum Source {
      case step, seed
      case slot(Int)
      case data(Int)
    }
    /// Where an output goes.
    enum Target {
      case slot(Int)
      case result(Int)
      case nowhere
    }

    let graph: PreparedGraph
    let sources: [(source: Source, type: TensorType)]
    let targets: [Target]
    /// Which output is the loss.
    let loss: Int?

    /// `nil` where an input has no source or the graph cannot be prepared.
    init?(_ graph: Graph, slots: [TensorSlot], inputs: [InputSlot], outputs: [OutputSlot]) {
      guard let prepared = try? PreparedGraph(graph, precision: .f32) else { return nil }
      self.graph = prepared
      let sources = graph.inputs.compactMap { input -> (source: Source, type: TensorType)? in
        let source: Source? =
          switch input.role {
          case .step: .step
          case .seed: .seed
          case .data: inputs.firstIndex { $0.name == input.name }.map { .data($0) }
          default: slots.firstIndex { $0.name == input.name }.map { .slot($0) }
          }
        return source.map { ($0, graph.type(of: input.value)) }
      }
      guard sources.count == graph.inputs.count else { return nil }
      self.sources = sources
      targets = graph.outputs.map { output in
        guard case .update(let name) = output.role else {
          return outputs.firstIndex { $0.name == output.name }.map { .result($0) } ?? .nowhere
        }
        return slots.firstIndex { $0.name == name }.map { .slot($0) } ?? .nowhere
      }
      loss = graph.outputs.firstIndex { $0.role == .loss }
    }
  }

  init(_ compilation: Compilation) throws(Compilation.Failure) {
    let spec = compilation.spec
    name = spec.name
    batch = spec.batch
    let trainingGraph = compilation.trains ? try compilation.simplified(.training) : nil
    let evaluationGraph = try compilation.simplified(.evaluation)
    slots = Self.slots(spec, trainingGraph ?? evaluationGraph)
    tensors = slots.map { Buffer(sizes: $0.shape, repeating: 0) }
    inputs = (spec.inputs + spec.targets).map { declared in
      InputSlot(
        name: declared.name,
        shape: [spec.batch] + declared.type.shape.dims.dropFirst().compactMap(\.constant),
        type: declared.type.dtype == .i32 ? .i32 : .f32, bound: declared.bound)
    }
    outputs = Self.outputs(of: evaluationGraph) { $0 == .result || $0 == .loss }
    trainingOutputs = trainingGraph.map { Self.outputs(of: $0) { $0 == .result } } ?? []
    training = trainingGraph.flatMap { [slots, inputs, trainingOutputs] in
      Pass($0, slots: slots, inputs: inputs, outputs: trainingOutputs)
    }
    evaluation = Pass(evaluationGraph, slots: slots, inputs: inputs, outputs: outputs)
    inputMemory = inputs.map { slot in
      let bytes = max(slot.shape.reduce(1, *) * 4, 4)
      let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
      memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
      return memory
    }
    results = outputs.map(Self.memory)
    trainingResults = trainingOutputs.map(Self.memory)
  }

  private static func outputs(
    of graph: Graph, where isIncluded: (OutputRole) -> Bool
  ) -> [OutputSlot] {
    graph.outputs.filter { isIncluded($0.role) }.map {
      OutputSlot(name: $0.name, shape: graph.type(of: $0.value).sizes)
    }
  }

  private static func memory(of slot: OutputSlot) -> UnsafeMutablePointer<Float> {
    let count = max(slot.shape.reduce(1, *), 1)
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: count)
    memory.initialize(repeating: 0, count: count)
    return memory
  }

  deinit {
    for memory in inputMemory { memory.deallocate() }
    for memory in results + trainingResults { memory.deallocate() }
  }

  private static func slots(_ spec: CheckedSpec, _ graph: Graph) -> [TensorSlot] {
    let known = Dictionary(
      uniqueKeysWithValues: (spec.parameters + spec.states).map { ($0.name, $0) })
    return graph.inputs.filter(\.role.isPersistent).map { input in
      let info = known[input.name]
      let role: TensorSlot.Role =
        switch input.role {
        case .slot: .optimizerSlot
        case .state: .state
        default: .parameter
        }
      return TensorSlot(
        name: input.name, shape: graph.type(of: input.value).sizes, role: role,
        initializer: info.map { RuntimePlans.initializer($0.initializer) } ?? .zeros,
        trainable: info?.isTrainable ?? false)
    }
  }

  func withTensor(_ slot: Int, _ body: (UnsafeMutableBufferPointer<Float>) -> Void) {
    tensors[slot].elements.withUnsafeMutableBufferPointer { body($0) }
  }

  func input(_ index: Int) -> UnsafeMutableRawPointer { inputMemory[index] }

  func output(_ index: Int) -> UnsafePointer<Float> { UnsafePointer(results[index]) }

  func trainingOutput(_ index: Int) -> UnsafePointer<Float> {
    UnsafePointer(trainingResults[index])
  }

  func trainStep(step: Int64, seed: UInt64) -> Float {
    guard let training, let found = run(training, trainingResults, step: step, seed: seed) else {
      return .nan
    }
    return training.loss.map { found[$0].single[0] } ?? .nan
  }

  func evaluateStep() {
    if let evaluation { _ = run(evaluation, results, step: 0, seed: 0) }
  }

  /// Runs a pass and puts its outputs where they go.
  private func run(
    _ pass: Pass, _ results: [UnsafeMutablePointer<Float>], step: Int64, seed: UInt64
  ) -> [ReferenceTensor]? {
    let values = pass.sources.map { source, type -> ReferenceTensor in
      switch source {
      case .step: .double(Buffer(scalar: Double(step)))
      case .seed: .double(Buffer(scalar: Double(Int64(bitPattern: seed))))
      case .slot(let slot): ReferenceTensor(tensors[slot], type: type, precision: .f32)
      case .data(let input): read(input, as: type)
      }
    }
    guard let found = try? pass.graph.run(values), found.count == pass.targets.count else {
      return nil
    }
    for (target, value) in zip(pass.targets, found) {
      switch target {
      case .slot(let slot): tensors[slot] = value.single
      case .result(let output):
        for (position, element) in value.single.elements.enumerated() {
          results[output][position] = element
        }
      case .nowhere: break
      }
    }
    return found
  }

  private func read(_ input: Int, as type: TensorType) -> ReferenceTensor {
    let (slot, memory) = (inputs[input], inputMemory[input])
    let count = slot.shape.reduce(1, *)
    guard slot.type == .i32 else {
      let numbers = UnsafeBufferPointer(
        start: memory.assumingMemoryBound(to: Float.self), count: count)
      let buffer = Buffer(sizes: slot.shape, elements: Array(numbers))
      return ReferenceTensor(buffer, type: type, precision: .f32)
    }
    let numbers = UnsafeBufferPointer(
      start: memory.assumingMemoryBound(to: Int32.self), count: count)
    let buffer = Buffer(sizes: slot.shape, elements: numbers.map { Double($0) })
    return ReferenceTensor(buffer, type: type, precision: .f32)
  }
}
