import NetwrightIR
import NetwrightRuntime
import NetwrightSelfCheck
import NetwrightTensor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Two training steps of a compiled program, through its own `replay`.
struct CompiledSteps {
  let program: CompiledProgram
  let seed: UInt64
  /// The element types of the data inputs.
  let types: [String: DType]

  init(_ program: CompiledProgram, of graph: Graph, seed: UInt64) {
    self.program = program
    self.seed = seed
    var types: [String: DType] = [:]
    for input in graph.inputs where input.role == .data {
      types[input.name] = graph.type(of: input.value).dtype
    }
    self.types = types
  }

  enum Failure: Error, CustomStringConvertible {
    /// The program ended otherwise than it should.
    case status(Int32)
    /// Values or sizes of a tensor cannot be written for the program.
    case tensor(String)

    var description: String {
      switch self {
      case .status(let status): "the compiled program ended with status \(status)"
      case .tensor(let name): "`\(name)` cannot be given to the compiled program"
      }
    }
  }

  func run(_ inputs: StepInputs, givesGradients: Bool) throws -> StepRecord {
    let folder = try Self.folder()
    defer { Self.remove(folder) }
    try Safetensors.write(
      Safetensors.Contents(tensors: inputs.state.map { try Self.tensor($0.key, $0.value) }),
      to: "\(folder)/state")
    try Safetensors.write(batches(of: inputs), to: "\(folder)/batches")
    let second = try replay(folder, steps: 2)
    var record = StepRecord(losses: [], gradients: [], state: [:])
    record.losses = (second.first { $0.name == Replay.lossName }?.floats ?? []).map(Double.init)
    for tensor in second where inputs.state[tensor.name] != nil {
      record.state[tensor.name] = Self.buffer(tensor)
    }
    if givesGradients {
      record.gradients = try [replay(folder, steps: 1), second].map(Self.gradients)
    }
    return record
  }

  private func replay(_ folder: String, steps: Int) throws -> [HostTensor] {
    let status = try ChildProcess.run(
      program.executable,
      [
        "replay", "--state", "\(folder)/state", "--batches", "\(folder)/batches", "--out",
        "\(folder)/out", "--steps", "\(steps)", "--seed", "\(seed)", "--threads", "2",
      ])
    guard status == 0 else { throw Failure.status(status) }
    return try Safetensors.read("\(folder)/out").tensors
  }

  // MARK: Tensors

  private func batches(of inputs: StepInputs) throws -> Safetensors.Contents {
    var tensors: [HostTensor] = []
    for (step, batch) in inputs.batches.enumerated() {
      for (name, type) in types {
        guard let value = batch[name] else { continue }
        tensors.append(try Self.tensor("\(name)@\(step)", value, type))
      }
    }
    return Safetensors.Contents(tensors: tensors)
  }

  private static func tensor(
    _ name: String, _ value: Buffer<Double>, _ type: DType = .f32
  ) throws -> HostTensor {
    let bytes: [UInt8]
    if type == .i32 {
      let numbers = value.elements.compactMap { Int32(exactly: $0) }
      guard numbers.count == value.count else { throw Failure.tensor(name) }
      bytes = numbers.withUnsafeBytes { Array($0) }
    } else {
      bytes = value.elements.map { Float($0) }.withUnsafeBytes { Array($0) }
    }
    let made = HostTensor(
      name: name, type: type == .i32 ? .i32 : .f32, shape: value.sizes, bytes: bytes)
    guard let made else { throw Failure.tensor(name) }
    return made
  }

  private static func buffer(_ tensor: HostTensor) -> Buffer<Double> {
    Buffer(sizes: tensor.shape, elements: (tensor.floats ?? []).map(Double.init))
  }

  private static func gradients(_ tensors: [HostTensor]) -> Tensors {
    var result: Tensors = [:]
    for tensor in tensors where tensor.name.hasPrefix(Replay.gradientPrefix) {
      result[String(tensor.name.dropFirst(Replay.gradientPrefix.count))] = buffer(tensor)
    }
    return result
  }

  // MARK: Files

  private static func folder() throws -> String {
    var template = Array("\(try ProgramCache.folder())/check-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else {
      throw FileError(path: "check-XXXXXX", operation: "create", code: errno)
    }
    return made
  }

  private static func remove(_ folder: String) {
    for name in ["state", "batches", "out"] { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }
}
