import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightRuntime
import NetwrightSyntax

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `bench --profile`: builds the program with a lap for every kernel, runs it, and reports what each
/// takes of a step and of the machine.
enum ProfileCommand {
  static func run(
    _ spec: CheckedSpec, specName: String, steps: Int, options: RunOptions, session: Session
  ) throws -> Int32 {
    guard options.engine == .compiled, let toolchain = Toolchain.find() else {
      session.report(
        [
          Diagnostic(
            "E0708",
            options.engine == .compiled
              ? "`--profile` builds a program, and there is no `swift` on the path"
              : "`--profile` is for the compiled program, not the \(options.engine.rawValue) engine",
            at: CommandLinePlace.span(of: "--profile")
          ).expected("`--engine compiled` and a Swift toolchain")
            .found(options.engine == .compiled ? "no `swift`" : "`\(options.engine.rawValue)`")
            .help(
              options.engine == .compiled
                ? "install Swift 6.2 or later, and put its `bin` on the path"
                : "leave `--engine` out")
        ], files: [])
      return 1
    }
    let compilation = Compilation(spec, passes: options.passes.selection)
    let plan = try compilation.plan()
    let threads = options.threads ?? ProgramMain.defaultThreads
    try MemoryLimit.require(
      bytes: compilation.peakBytes(of: plan, threads: threads), chosen: options.maximumMemory)
    let program = try CompiledProgram.make(
      compilation, specName: specName, toolchain: toolchain,
      progress: BuildProgress(isQuiet: options.isQuiet), isProfiled: true)
    let output = "\(try ProgramCache.folder())/profile-\(getpid()).json"
    defer { unlink(output) }
    let status = try ChildProcess.run(
      program.executable, ["\(threads)", "\(steps)"], output: .file(output))
    guard status == 0, let figures = ProfileFigures(path: output) else { return max(status, 1) }
    let report = ProfileReport(plan, figures)
    session.print(session.format == .json ? report.json : report.text)
    return 0
  }
}

/// What a profiled program prints.
package struct ProfileFigures {
  let threads: Int
  let steps: Int
  /// The median of plain steps.
  let stepMilliseconds: Double
  /// What the machine can do at most, in units of 10⁹ a second: the median of arithmetic between the
  /// steps, the best of memory before them.
  let gigaflops: Double
  let gigabytes: Double
  /// The median of each call of a step, and the least, in milliseconds.
  let calls: [(median: Double, least: Double)]

  package init(
    threads: Int, steps: Int, stepMilliseconds: Double, gigaflops: Double, gigabytes: Double,
    calls: [(median: Double, least: Double)]
  ) {
    self.threads = threads
    self.steps = steps
    self.stepMilliseconds = stepMilliseconds
    self.gigaflops = gigaflops
    self.gigabytes = gigabytes
    self.calls = calls
  }
}

extension ProfileFigures {
  init?(path: String) {
    guard let root = JSONFile.read(path) else { return nil }
    func number(_ name: String) -> Double? {
      root.member(name)?.scalar.flatMap { Double($0.text) }
    }
    guard let threads = number("threads"), let steps = number("steps"),
      let step = number("step_ms"), let flops = number("gigaflops"),
      let bytes = number("gigabytes"), let medians = root.member("call_ms")?.sequence,
      let least = root.member("call_min_ms")?.sequence, medians.count == least.count
    else { return nil }
    self.init(
      threads: Int(threads), steps: Int(steps), stepMilliseconds: step, gigaflops: flops,
      gigabytes: bytes, calls: zip(medians, least).map { (Self.value($0), Self.value($1)) })
  }

  private static func value(_ node: SyntaxNode) -> Double {
    node.scalar.flatMap { Double($0.text) } ?? 0
  }
}
