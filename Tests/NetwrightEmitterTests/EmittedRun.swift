import NetwrightEmitter
import NetwrightIR
import NetwrightSchedule
import NetwrightTensor

/// All plans of these tests as one emitted package, built and run once, with what went in and what
/// came out.
struct EmittedRun {
  typealias Tensors = [String: [Double]]

  static let once = Result { try EmittedRun() }

  let everyOp: EveryOp
  let samples: ProgramPlan
  let plan: ProgramPlan
  /// What parameters and data hold before each step.
  let inputs: Tensors
  /// What the program printed, by its number of threads.
  let printed: [Int: String]

  /// The outputs of evaluation by name, then `loss` and every persistent tensor after one training
  /// step as `after.NAME`.
  var results: Tensors { CheckProgram.parse(printed[1] ?? "") }

  init() throws {
    everyOp = try EveryOp()
    samples = SamplePlans.everything()
    plan = everyOp.plan.joined(with: samples, name: "everything")
    inputs = Self.inputs(of: plan, everyOp)
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let program = try Self.built(plan, in: folder)
    try folder.write(CheckProgram.text(of: inputs, plan), to: "values")
    var printed: [Int: String] = [:]
    for threads in 1...3 {
      let command = ["sh", "-c", "\"$0\" \"$1\" < \"$2\"", program, "\(threads)"]
      let run = try Process.run(command + ["\(folder.path)/values"])
      guard run.status == 0 else { throw TestFailure("\(threads) threads: \(run.output)") }
      printed[threads] = run.output
    }
    self.printed = printed
  }

  /// The path of the executable.
  private static func built(_ plan: ProgramPlan, in folder: TemporaryFolder) throws -> String {
    let request = SamplePlans.request(plan, runtime: .embedded(embeddedRuntime))
    let name = Emitter.executableName(of: plan)
    let files = try Emitter.emit(request).map { file in
      file.path.hasSuffix("main.swift")
        ? EmittedFile(path: file.path, text: CheckProgram.main) : file
    }
    let writer = PackageWriter(root: folder.path)
    try writer.write(files)
    guard try writer.check(files) == [] else { throw TestFailure("written files differ") }
    // Nobody debugs it, and describing all that is inlined takes long.
    let build = ["swift", "build", "-c", "release", "-Xswiftc", "-gnone", "--product", name]
    let built = try Process.run(build + ["--package-path", folder.path])
    guard built.status == 0 else { throw TestFailure(built.output) }
    return "\(folder.path)/.build/release/\(name)"
  }

  /// Deterministic numbers, as the examples of the ops ask for.
  private static func inputs(of plan: ProgramPlan, _ everyOp: EveryOp) -> Tensors {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24)
    }
    var result: Tensors = [:]
    for buffer in plan.buffers where buffer.storage != .scratch {
      let domain = everyOp.domains[buffer.name] ?? (-1...1, 5)
      let width = domain.range.upperBound - domain.range.lowerBound
      result[buffer.name] = (0..<buffer.type.elementCount).map { _ in
        switch buffer.storage {
        case .input(.step), .input(.seed): Double(CheckProgram.step)
        default:
          buffer.type.dtype.isFloat
            ? Double(Float(domain.range.lowerBound + width * next()))
            : (next() * Double(domain.bound)).rounded(.down)
        }
      }
    }
    return result
  }
}
