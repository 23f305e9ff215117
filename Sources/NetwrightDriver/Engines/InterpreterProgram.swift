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

  private let training: Graph?
  private let evaluation: Graph
  private var tensors: [Buffer<Float>]
  private let inputMemory: [UnsafeMutableRawPointer]
  private var results: [UnsafeMutablePointer<Float>]
  private let slotNumbers: [String: Int]

  init(_ compilation: Compilation) throws(Compilation.Failure) {
    let spec = compilation.spec
    name = spec.name
    batch = spec.batch
    training = compilation.trains ? try compilation.simplified(.training) : nil
    evaluation = try compilation.simplified(.evaluation)
    slots = Self.slots(spec, training ?? evaluation)
    slotNumbers = Dictionary(
      uniqueKeysWithValues: slots.enumerated().map { ($1.name, $0) })
    tensors = slots.map { Buffer(sizes: $0.shape, repeating: 0) }
    inputs = (spec.inputs + spec.targets).map { declared in
      InputSlot(
        name: declared.name, shape: [spec.batch] + declared.type.shape.dims.dropFirst().compactMap(\.constant),
        type: declared.type.dtype == .i32 ? .i32 : .f32, bound: declared.bound)
    }
    outputs = evaluation.outputs.filter { $0.role == .result || $0.role == .loss }.map {
      [evaluation] output in
      OutputSlot(name: output.name, shape: evaluation.type(of: output.value).sizes)
    }
    inputMemory = inputs.map { slot in
      let bytes = max(slot.shape.reduce(1, *) * 4, 4)
      let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
      memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
      return memory
    }
    results = outputs.map { slot in
      let memory = UnsafeMutablePointer<Float>.allocate(capacity: max(slot.shape.reduce(1, *), 1))
      memory.initialize(repeating: 0, count: max(slot.shape.reduce(1, *), 1))
      return memory
    }
  }

  deinit {
    for memory in inputMemory { memory.deallocate() }
    for memory in results { memory.deallocate() }
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

  func trainStep(step: Int64, seed: UInt64) -> Float {
    guard let training, let found = run(training, step: step, seed: seed) else { return .nan }
    for output in training.outputs {
      guard case .update(let name) = output.role, let slot = slotNumbers[name],
        let value = found[output.name]
      else { continue }
      tensors[slot] = value.converted(to: Float.self)
    }
    let loss = training.outputs.first { $0.role == .loss }
    return loss.flatMap { found[$0.name] }.map { Float($0[0]) } ?? .nan
  }

  func evaluateStep() {
    guard let found = run(evaluation, step: 0, seed: 0) else { return }
    for (index, output) in outputs.enumerated() {
      guard let value = found[output.name] else { continue }
      for (position, element) in value.elements.enumerated() {
        results[index][position] = Float(element)
      }
    }
  }

  private func run(_ graph: Graph, step: Int64, seed: UInt64) -> [String: Buffer<Double>]? {
    var values: [String: Buffer<Double>] = [:]
    for input in graph.inputs {
      switch input.role {
      case .step: values[input.name] = Buffer(scalar: Double(step))
      case .seed: values[input.name] = Buffer(scalar: Double(Int64(bitPattern: seed)))
      case .data: values[input.name] = read(input.name)
      default:
        values[input.name] = slotNumbers[input.name].map {
          tensors[$0].converted(to: Double.self)
        }
      }
    }
    return try? ReferenceInterpreter.run(graph, inputs: values, precision: .f32)
  }

  private func read(_ name: String) -> Buffer<Double>? {
    guard let index = inputs.firstIndex(where: { $0.name == name }) else { return nil }
    let slot = inputs[index]
    let count = slot.shape.reduce(1, *)
    let memory = inputMemory[index]
    let elements = (0..<count).map { position in
      slot.type == .i32
        ? Double(memory.load(fromByteOffset: position * 4, as: Int32.self))
        : Double(memory.load(fromByteOffset: position * 4, as: Float.self))
    }
    return Buffer(sizes: slot.shape, elements: elements)
  }
}
