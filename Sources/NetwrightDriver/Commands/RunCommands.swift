import NetwrightData
import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightRuntime
import NetwrightSchedule

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The engine that runs a spec.
package enum Engine: String, CaseIterable, Sendable {
  /// Native code, built once by the Swift toolchain.
  case compiled
  /// The plan of the compiled program, interpreted with its kernels: starts at once.
  case fast
  /// Op by op, naive: what the others are held against.
  case reference
  /// The name of `reference` before there was `fast`.
  case interpreter
}

/// Options that `train`, `evaluate` and `bench` share.
package struct RunOptions: Sendable {
  package var engine: Engine = .compiled
  package var threads: Int?
  /// The folder that data paths start from; the spec's own by default.
  package var dataFolder: String?
  package var isQuiet = false
  package var passes = PassSwitches.none
  /// What the planned memory of a program may be at most, in bytes; what is free otherwise.
  package var maximumMemory: Int?

  package init() {}
}

/// Hands a command to the engine: the same command line serves the emitted program and those that
/// run in this process.
enum EngineRunner {
  static func run(
    _ spec: CheckedSpec, arguments: [String], options: RunOptions,
    exposesGradients: Bool = false, session: Session
  ) throws -> Int32 {
    let compilation = Compilation(
      canonical(spec), passes: options.passes.selection, exposesGradients: exposesGradients)
    let plan = try compilation.plan()
    let threads = options.threads ?? ProgramMain.defaultThreads
    try MemoryLimit.require(
      bytes: compilation.peakBytes(of: plan, threads: threads), chosen: options.maximumMemory)
    var arguments = arguments
    if let threads = options.threads { arguments += ["--threads", "\(threads)"] }
    switch options.engine {
    case .fast: break
    case .reference, .interpreter:
      let program = try InterpreterProgram(compilation)
      let status = run(program, compilation, plan, arguments)
      if let fault = program.fault { throw fault }
      return status
    case .compiled:
      if let toolchain = Toolchain.find() {
        let program = try CompiledProgram.make(
          compilation, specName: "spec.yaml", toolchain: toolchain,
          progress: BuildProgress(isQuiet: options.isQuiet))
        return try ChildProcess.run(program.executable, arguments)
      }
      session.say(
        "note: no Swift toolchain on the path; the fast interpreter runs instead\n"
          + "  help: install Swift 6.2 or later from swift.org, or ask for it: --engine fast")
    }
    let program = try PlannedProgram(compilation.spec, plan, threads: threads)
    return run(program, compilation, plan, arguments)
  }

  /// The spec as a run folder keeps it: `train` and a later `evaluate` then have one program in the
  /// cache, and its comments point into that file.
  private static func canonical(_ spec: CheckedSpec) -> CheckedSpec {
    let file = SourceFile(path: "spec.yaml", text: spec.canonicalText)
    return Frontend.check(file: file, into: DiagnosticBag()) ?? spec
  }

  /// The path from the root, so that a run folder can be used from anywhere.
  static func absolute(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Runs a command on a program of this process.
  private static func run(
    _ program: any Program, _ compilation: Compilation, _ plan: ProgramPlan, _ arguments: [String]
  ) -> Int32 {
    // The description may be asked for a program on any thread; there is just this one.
    nonisolated(unsafe) let only = program
    let description = ProgramDescription(
      name: compilation.spec.name, flopsPerStep: plan.operationCount,
      dataPlan: compilation.spec.data.map(RuntimePlans.data),
      trainingPlan: RuntimePlans.training(compilation.spec, for: program),
      makeProgram: { _ in only })
    return ProgramMain.run(description, arguments: arguments)
  }

  /// The folder of a spec, from which its data paths start.
  static func folder(of path: String) -> String {
    guard path != "-", let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

/// `train`: trains, evaluates, fills a run folder, and holds the result against `expect`.
package enum TrainCommand {
  package struct Options: Sendable {
    package var run = RunOptions()
    package var out: String?
    package var resumes = false
    /// Whether an earlier run in the folder may be lost.
    package var overwrites = false
    package var lossesToPrint: Int?
    package init() {}
  }

  package static func run(
    _ path: String, overrides: [Override], options: Options, session: Session
  ) -> Int32 {
    let use = SpecReader.DataUse(folder: options.run.dataFolder, opens: true)
    guard let spec = session.load(path, overrides, data: use) else { return 1 }
    if let missing = MissingSection(in: spec, path, for: .training) {
      session.report([missing.diagnostic], files: [path])
      return 1
    }
    do {
      let out = options.out ?? "runs/\(spec.name)"
      let earlier = EarlierRun(in: out)
      if let refusal = earlier.refusal(resumes: options.resumes, overwrites: options.overwrites) {
        session.report([refusal], files: [path])
        return 1
      }
      if options.resumes {
        if let end = earlier.end(of: spec) {
          session.say(end)
          return checkExpectations(of: spec, in: out, session)
        }
        for note in earlier.changes(to: spec) { session.say(note) }
      }
      let data = EngineRunner.absolute(options.run.dataFolder ?? EngineRunner.folder(of: path))
      let folder = try StartedRun(
        out, spec: spec.canonicalText, record: RunRecord(dataFolder: data))
      var arguments = ["train", "--out", out, "--data", data]
      if options.resumes { arguments.append("--resume") }
      if options.overwrites { arguments.append("--overwrite") }
      if options.run.isQuiet { arguments.append("--quiet") }
      if let count = options.lossesToPrint { arguments += ["--print-losses", "\(count)"] }
      var status: Int32 = 1
      defer { if status != 0, status != 130 { folder.undo() } }
      status = try EngineRunner.run(
        spec, arguments: arguments, options: options.run, session: session)
      guard status == 0 else { return status }
      if !options.run.isQuiet { session.say("run folder: \(out)") }
      return checkExpectations(of: spec, in: out, session)
    } catch { return session.fail(error) }
  }

  /// Metrics of the test split, or of the validation split where there is no test.
  private static func checkExpectations(
    of spec: CheckedSpec, in folder: String, _ session: Session
  ) -> Int32 {
    let result = RunResult(folder: folder)
    var failures: [Diagnostic] = []
    for case .metric(let name, let comparison) in spec.expectations {
      guard let value = result?.metric(name) else {
        failures.append(
          Diagnostic(
            "E0604", "\(name) was not measured, expected \(comparison)", at: comparison.span
          )
          .expected("\(comparison)").found("no finite figure")
          .help("give `split` a test or validation part; a loss that is no number counts as none"))
        continue
      }
      guard !comparison.holds(value) else { continue }
      failures.append(
        Diagnostic("E0604", "\(name) is \(value), expected \(comparison)", at: comparison.span)
          .expected("\(comparison)").found("\(value)")
          .help("train longer, or lower the expectation"))
    }
    session.report(failures, files: [])
    return failures.isEmpty ? 0 : 1
  }
}

/// `evaluate`: measures the weights of a run folder on a split.
package enum EvaluateCommand {
  package enum Split: String, CaseIterable, Sendable {
    case train, validation, test
  }

  package static func run(
    _ folder: String, split: Split, options: RunOptions, session: Session
  ) -> Int32 {
    if access("\(folder)/spec.yaml", F_OK) != 0, errno == ENOENT || errno == ENOTDIR {
      session.report([noSpec(in: folder)], files: [])
      return 1
    }
    let data = options.dataFolder ?? RunRecord(folder: folder)?.dataFolder ?? "."
    let use = SpecReader.DataUse(folder: data, opens: true)
    guard let spec = session.load("\(folder)/spec.yaml", [], data: use) else { return 1 }
    do {
      let arguments = [
        "evaluate", "--weights", "\(folder)/weights.safetensors", "--split", split.rawValue,
        "--data", data,
      ]
      return try EngineRunner.run(
        spec, arguments: arguments, options: options, session: session)
    } catch { return session.fail(error) }
  }

  /// What an emitted program fills has weights alone: it knows its spec by itself.
  private static func noSpec(in folder: String) -> Diagnostic {
    let shown = VisibleText.of(folder)
    let place = CommandLinePlace.span(of: folder)
    if access(folder, F_OK) == 0, !SpecFiles.isFolder(folder) {
      return Diagnostic("E0001", "`\(shown)` is a file, not a run folder", at: place)
        .expected("a run folder that `netwright train` filled").found("a file")
        .help("`netwright train SPEC --out FOLDER` fills one")
    }
    let weights = TrainingLoop.RunFolder(path: folder).weights
    let hasWeights = access(weights, F_OK) == 0
    return Diagnostic("E0001", "there is no `spec.yaml` in `\(shown)`", at: place)
      .expected("a run folder that `netwright train` filled")
      .found(
        hasWeights
          ? "weights without a spec"
          : SpecFiles.isFolder(folder) ? "neither a spec nor weights" : "no such folder"
      )
      .help(
        hasWeights
          ? "an emitted program measures what it trained: its own `evaluate --weights "
            + "\(VisibleText.of(weights))`"
          : "`netwright train SPEC --out \(shown)` fills it")
  }
}

/// `bench`: median milliseconds of a training step, on random data in memory.
package enum BenchCommand {
  package static func run(
    _ path: String, steps: Int?, isProfiled: Bool = false, overrides: [Override],
    options: RunOptions, session: Session
  ) -> Int32 {
    guard let spec = session.load(path, overrides) else { return 1 }
    if let missing = MissingSection(in: spec, path, for: .steps) {
      session.report([missing.diagnostic], files: [path])
      return 1
    }
    do {
      if isProfiled {
        return try ProfileCommand.run(
          spec, specName: SpecName.of(path), steps: steps ?? 20, options: options, session: session)
      }
      var arguments = ["bench"]
      if let steps { arguments += ["--steps", "\(steps)"] }
      return try EngineRunner.run(
        spec, arguments: arguments, options: options, session: session)
    } catch { return session.fail(error) }
  }
}
