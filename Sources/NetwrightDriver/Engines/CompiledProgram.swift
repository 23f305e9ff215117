import NetwrightDiagnostics
import NetwrightEmitter
import NetwrightRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A spec as a native program: emitted, built with the Swift toolchain, and kept in a cache whose
/// key is everything that the binary depends on.
///
/// All specs are built in one workbench for each toolchain, processor and runtime, so that a new
/// spec costs the compilation of its own module alone.
struct CompiledProgram {
  let executable: String

  /// The program of a spec; built where the cache does not have it.
  static func make(
    _ compilation: Compilation, specName: String, toolchain: Toolchain, progress: BuildProgress,
    isProfiled: Bool = false
  ) throws -> CompiledProgram {
    var request = try EmissionPlans.request(
      for: compilation, runtime: .embedded(embeddedRuntime), specName: specName)
    // All specs share the compiled kernels of the workbench.
    request.embedsAllKernels = true
    if isProfiled {
      request.isProfiled = true
      // It runs on random batches.
      request.data = nil
    }
    let files = try Emitter.emit(request)
    let machine = [toolchain.identity, ProgramCache.processor]
    let cache = try ProgramCache.folder()
    let program = "\(cache)/programs/\(key(machine + files.flatMap { [$0.path, $0.text] }))"
    if access(program, X_OK) == 0 { return CompiledProgram(executable: program) }
    let workbench = "\(cache)/workbench-\(key(machine + embeddedRuntime.map(\.text)))"
    try Directory.create("\(cache)/programs")
    try Directory.create(workbench)
    let lock = try BuildLock(workbench)
    defer { lock.release() }
    // Someone else may have built it while we waited.
    if access(program, X_OK) == 0 { return CompiledProgram(executable: program) }
    try PackageWriter(root: workbench).write(files)
    try build(in: workbench, toolchain, progress)
    let built = "\(workbench)/.build/release/\(Emitter.executableName(of: request.plan))"
    try install(built, as: program)
    return CompiledProgram(executable: program)
  }

  private static func key(_ texts: [String]) -> String {
    var hash = SHA256()
    for text in texts {
      hash.update(Array(text.utf8))
      hash.update([0])
    }
    return String(hash.finish().prefix(32))
  }

  /// Copies the binary out of the workbench, which the next spec takes over.
  private static func install(_ built: String, as program: String) throws(FileError) {
    let source = try FileHandle(reading: built)
    var bytes = [UInt8](repeating: 0, count: try source.regularFileSize())
    var failure: FileError?
    bytes.withUnsafeMutableBytes { buffer in
      do throws(FileError) { _ = try source.read(into: buffer) } catch { failure = error }
    }
    if let failure { throw failure }
    let temporary = "\(program).new"
    try AtomicFile.write(temporary, bytes)
    guard chmod(temporary, 0o700) == 0, rename(temporary, program) == 0 else {
      throw FileError(path: program, operation: "install", code: errno)
    }
  }

  private static func build(
    in folder: String, _ toolchain: Toolchain, _ progress: BuildProgress
  ) throws {
    let log = "\(folder)/build.log"
    let process = try ChildProcess.start(
      toolchain.swift, ["build", "-c", "release", "--package-path", folder], output: .file(log))
    progress.begin()
    var status: Int32?
    while status == nil {
      usleep(100_000)
      progress.tick()
      status = try ChildProcess.poll(process, toolchain.swift)
    }
    progress.end()
    guard status == 0 else { throw BuildFailure(log: log, status: status ?? 1) }
  }
}

/// The Swift compiler rejected an emitted package, or could not run.
struct BuildFailure: Error {
  let log: String
  let status: Int32

  var diagnostic: Diagnostic {
    Diagnostic("E0702", "the emitted package does not build", at: nil)
      .expected("`swift build` to succeed").found("exit status \(status)")
      .note("the compiler's words are in \(log)")
      .help("check that the toolchain builds other packages and that zlib's headers are installed")
  }
}

/// Keeps two processes from building the same folder at once.
private struct BuildLock {
  private let descriptor: Int32

  init(_ folder: String) throws(FileError) {
    let path = "\(folder)/lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw FileError(path: path, operation: "open", code: errno) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        throw FileError(path: path, operation: "lock", code: errno)
      }
    }
  }

  func release() { close(descriptor) }
}

/// Says that a build is under way: a spinner on a terminal, one line elsewhere.
final class BuildProgress {
  private let isTerminal = isatty(STDERR_FILENO) != 0
  private let isQuiet: Bool
  private var ticks = 0

  init(isQuiet: Bool = false) { self.isQuiet = isQuiet }

  func begin() {
    if !isQuiet, !isTerminal {
      Console.write("compiling (once; later runs reuse it)\n", to: STDERR_FILENO)
    }
  }

  func tick() {
    ticks += 1
    guard isTerminal, !isQuiet else { return }
    let frames = ["|", "/", "-", "\\"]
    Console.write(
      "\r\(frames[ticks % 4]) compiling, \(ticks / 10) s (once; later runs reuse it)",
      to: STDERR_FILENO)
  }

  func end() {
    if isTerminal, !isQuiet { Console.write("\r\u{1B}[K", to: STDERR_FILENO) }
  }
}
