import NetwrightEmitter
import NetwrightIR
import NetwrightPasses
import NetwrightRuntime
import NetwrightSchedule
import NetwrightSelfCheck
import NetwrightTensor
import RandomGraphs

/// Random training graphs as one emitted program that its own `replay` drives.
///
/// Programs that share a folder share the build of the runtime.
struct RandomProgram {
  /// What watches the program while it runs.
  enum Sanitizer: String {
    case none, address, thread
  }

  let trainings: [RandomTraining]
  private let folder: TemporaryFolder
  private let executable: String
  private let types: [String: DType]

  init(
    seeds: ClosedRange<UInt64>, _ extent: RandomGraph.Extent, _ sanitizer: Sanitizer,
    in folder: TemporaryFolder
  ) throws {
    self.folder = folder
    var trainings: [RandomTraining] = []
    var plans: [ProgramPlan] = []
    for seed in seeds {
      let training = try RandomTraining(seed: seed, extent)
      let plan = try KernelEngine.plan(training.source.optimized(.all))
      guard try Self.canBeEmitted(plan) else { continue }
      trainings.append(training)
      plans.append(plan)
    }
    self.trainings = trainings
    let joined = JoinedPlans.join(plans, name: "randoms")
    let zones = RedZones(joined)
    let plan = sanitizer == .address ? zones.plan : joined
    var types: [String: DType] = [:]
    for buffer in plan.buffers where buffer.storage == .input(.data) {
      types[buffer.name] = buffer.type.dtype
    }
    self.types = types
    var files = try Emitter.emit(Self.request(plan, runtime: .embedded(embeddedRuntime)))
    if sanitizer == .address { files = Self.guarded(files, zones) }
    if sanitizer != .none { files = files.map(Self.unoptimized) }
    try PackageWriter(root: folder.path).write(files)
    let name = Emitter.executableName(of: plan)
    var build = ["swift", "build", "-c", "release", "--package-path", folder.path]
    build += ["-Xswiftc", "-gnone", "--product", name]
    if sanitizer != .none { build += ["--sanitize=\(sanitizer.rawValue)"] }
    let built = try Process.run(build)
    guard built.status == 0 else { throw TestFailure(String(built.output.suffix(4000))) }
    executable = "\(folder.path)/.build/release/\(name)"
  }

  /// Bounds stand in the names of indices: `i3_below_8`.
  private static func request(
    _ plan: ProgramPlan, runtime: EmissionRequest.Runtime
  ) -> EmissionRequest {
    var request = SamplePlans.request(plan, runtime: runtime)
    for place in request.inputs.indices where request.inputs[place].bound != nil {
      request.inputs[place].bound = request.inputs[place].name.split(separator: "_").last
        .flatMap { Int($0) }
    }
    return request
  }

  /// Specs make no rows of `u8`, `i64` or `f64`, and the emitter says that it has no vectors of
  /// them; whatever else it does not support is a failure.
  static func canBeEmitted(_ plan: ProgramPlan) throws -> Bool {
    do throws(EmissionError) {
      _ = try Emitter.emit(SamplePlans.request(plan))
      return true
    } catch {
      let rare = [DType.u8, .i64, .f64].map { "vectors of \($0.rawValue)" }
      if case .unsupported(_, let reason) = error, rare.contains(where: reason.hasSuffix) {
        return false
      }
      throw error
    }
  }

  /// A model that is not optimized: a sanitizer sees every access of it all the same, and the compiler
  /// takes a fraction of the time.
  ///
  /// Such code makes the metadata of generic types when it first needs them, and now and then crashes
  /// where several threads do that at once: `main` begins with a step of one thread.
  private static func unoptimized(_ file: EmittedFile) -> EmittedFile {
    func replacing(_ old: String, by new: String) -> EmittedFile {
      let parts = file.text.split(separator: old, omittingEmptySubsequences: false)
      return EmittedFile(path: file.path, text: parts.joined(separator: new))
    }
    switch file.path {
    case "Package.swift":
      return replacing("flags + apart\n", by: "flags + apart + [.unsafeFlags([\"-Onone\"])]\n")
    case "Sources/RandomsTrain/main.swift":
      let step = "_ = RandomsProgram(threads: 1).trainStep(step: 0, seed: 1)\n"
      return replacing("import Randoms\n", by: "import Randoms\n\n" + step)
    default: return file
    }
  }

  /// `main` with programs whose memory is guarded; a changed byte of slack ends it with status 1.
  private static func guarded(_ files: [EmittedFile], _ zones: RedZones) -> [EmittedFile] {
    files.map { file in
      guard file.path == "Sources/RandomsTrain/main.swift" else { return file }
      let head = String(file.text.split(separator: "ProgramMain.main(", maxSplits: 1)[0])
      return EmittedFile(
        path: file.path,
        text: head + """
          nonisolated(unsafe) var guarded: [RandomsProgram] = []
          let status = ProgramMain.run(
            ProgramDescription(
              name: "randoms", flopsPerStep: 0, trainingPlan: trainingPlan,
              makeProgram: { threads in
                let program = RandomsProgram(threads: threads)
                program.guardMemory()
                guarded.append(program)
                return program
              }),
            arguments: Array(CommandLine.arguments.dropFirst()))
          let changed = guarded.reduce(0) { $0 + $1.changedSlackBytes }
          if changed > 0 { print("\\(changed) bytes of slack have changed") }
          if status != 0 || changed > 0 { fatalError("status \\(status)") }

          """)
    } + [
      EmittedFile(
        path: "Sources/Randoms/RedZones.swift", text: zones.guardFile(program: "RandomsProgram"))
    ]
  }

  // MARK: Runs

  /// Two steps of every graph.
  func run(threads: Int) throws -> [StepRecord] {
    var state: [HostTensor] = []
    var batches: [HostTensor] = []
    for (number, training) in trainings.enumerated() {
      for (name, value) in training.inputs.state {
        state.append(tensor("g\(number).\(name)", value))
      }
      for (step, batch) in training.inputs.batches.enumerated() {
        for (name, value) in batch where types["g\(number).\(name)"] != nil {
          batches.append(tensor("g\(number).\(name)@\(step)", value))
        }
      }
    }
    try Safetensors.write(.init(tensors: state), to: "\(folder.path)/state")
    try Safetensors.write(.init(tensors: batches), to: "\(folder.path)/batches")
    let steps = try [1, 2].map { try replay(steps: $0, threads: threads) }
    return trainings.indices.map { record(of: $0, steps) }
  }

  private func replay(steps: Int, threads: Int) throws -> [String: Buffer<Double>] {
    let run = try Process.run([
      executable, "replay", "--state", "\(folder.path)/state", "--batches",
      "\(folder.path)/batches", "--out", "\(folder.path)/out", "--steps", "\(steps)", "--threads",
      "\(threads)",
    ])
    guard run.status == 0 else {
      throw TestFailure("\(threads) threads: \(run.output.prefix(6000))")
    }
    var result: [String: Buffer<Double>] = [:]
    for tensor in try Safetensors.read("\(folder.path)/out").tensors {
      result[tensor.name] = Buffer(
        sizes: tensor.shape, elements: (tensor.floats ?? []).map(Double.init))
    }
    return result
  }

  private func record(of number: Int, _ steps: [[String: Buffer<Double>]]) -> StepRecord {
    let prefix = "g\(number)."
    var record = StepRecord(losses: [], gradients: [], state: [:])
    for step in steps {
      record.losses.append(step[prefix + "loss"]?.elements.first ?? .nan)
      var gradients: Tensors = [:]
      for (name, value) in step where name.hasPrefix(prefix + StepRecord.gradientPrefix) {
        gradients[String(name.dropFirst(prefix.count + StepRecord.gradientPrefix.count))] = value
      }
      record.gradients.append(gradients)
    }
    for name in trainings[number].inputs.state.keys { record.state[name] = steps[1][prefix + name] }
    return record
  }

  private func tensor(_ name: String, _ value: Buffer<Double>) -> HostTensor {
    let isInteger = types[String(name.prefix { $0 != "@" })] == .i32
    let bytes =
      isInteger
      ? value.elements.map { Int32($0) }.withUnsafeBytes { Array($0) }
      : value.elements.map { Float($0) }.withUnsafeBytes { Array($0) }
    return HostTensor(
      name: name, type: isInteger ? .i32 : .f32, shape: value.sizes, bytes: bytes)
      ?? HostTensor(name: name, doubles: [])
  }
}
