/// Runs training steps on given batches from a given state, and gives back every tensor: how a
/// program is held against another implementation of the same model.
public struct Replay {
  /// The name of the losses in a result: `f32[steps]`.
  public static let lossName = "loss"
  /// The prefix of gradients in a result.
  public static let gradientPrefix = "gradient."

  private let program: any Program
  /// Steps done before the first one, and the seed of dropout.
  private var done: Int
  private var seed: UInt64

  /// A replay from initial values under `seed`.
  public init(_ program: any Program, seed: UInt64) throws(ReplayError) {
    self.program = program
    self.seed = seed
    done = 0
    var names: Set<String> = [Self.lossName]
    for name in (program.slots.map(\.name) + program.trainingOutputs.map(\.name)) {
      guard names.insert(name).inserted else { throw .ambiguous(name: name) }
    }
    program.initialize(seed: seed)
  }

  /// Takes parameters and state, and what it has of optimizer slots, from a file: a checkpoint, a
  /// result of a replay, or any safetensors file with these tensors. The metadata `step` (0 where it
  /// is missing) and `seed` say where the run stood.
  ///
  /// Throws `FileError`, `SafetensorsError`, `CheckpointError` or `ReplayError`.
  public mutating func restore(_ path: String) throws {
    let contents = try Safetensors.read(path)
    let keys = Set(contents.metadata.map(\.key))
    // A checkpoint of ours has a digest, which holds it together.
    if keys.contains("digest") && keys.contains("version") { _ = try Checkpoint(path: path) }
    let step = try Self.number("step", 0...(1 << 53), of: contents, path).map { Int($0) }
    let seed = try Self.number("seed", 0...UInt64.max, of: contents, path)
    let name = contents.metadata.first { $0.key == "program" }?.value
    let slots = Set(program.slots.map(\.name))
    let tensors = contents.tensors.filter { tensor in
      slots.contains(tensor.name)
        || !(tensor.name == Self.lossName || tensor.name.hasPrefix(Self.gradientPrefix))
    }
    let checkpoint = Checkpoint(
      program: name ?? program.name, step: step ?? 0, epoch: 1, seed: seed ?? self.seed,
      tensors: tensors)
    try checkpoint.restore(into: program, path: path, needsOptimizer: false)
    done = checkpoint.step
    self.seed = checkpoint.seed
  }

  /// Other values than the state has.
  public mutating func override(stepsDone: Int?, seed: UInt64?) {
    done = stepsDone ?? done
    self.seed = seed ?? self.seed
  }

  /// Runs `steps` steps (there is data for as many). The result has the loss of each step, every
  /// persistent tensor after the last one, and, where the program gives them, the gradients of the
  /// last step. A loss that is not finite does not end a replay.
  public func run(_ batches: ReplayBatches, steps: Int) -> Safetensors.Contents {
    var losses: [Float] = []
    for step in 0..<steps {
      batches.fill(program, step: step)
      losses.append(program.trainStep(step: Int64(done + step + 1), seed: seed))
    }
    var tensors = Checkpoint.tensors(of: program)
    if let tensor = HostTensor(name: Self.lossName, floats: losses) { tensors.append(tensor) }
    for (index, output) in program.trainingOutputs.enumerated() where steps > 0 {
      let count = HostTensor.elementCount(output.shape) ?? 0
      let values = UnsafeBufferPointer(start: program.trainingOutput(index), count: count)
      let tensor = HostTensor(name: output.name, shape: output.shape, floats: Array(values))
      if let tensor { tensors.append(tensor) }
    }
    return Safetensors.Contents(
      metadata: [
        .init("program", program.name), .init("step", String(done + steps)),
        .init("seed", String(seed)),
      ], tensors: tensors)
  }

  private static func number(
    _ key: String, _ range: ClosedRange<UInt64>, of contents: Safetensors.Contents, _ path: String
  ) throws(ReplayError) -> UInt64? {
    guard let text = contents.metadata.first(where: { $0.key == key })?.value else { return nil }
    guard let number = UInt64(text), range.contains(number) else {
      throw .metadata(
        path: path, key: key, found: "`\(text.prefix(40))`",
        expected: "an integer from 0 to \(range.upperBound)")
    }
    return number
  }
}
