#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the bytes of the fuzzer are for; the environment variable `FUZZ_TARGET` says which.
enum FuzzTarget: String, CaseIterable {
  /// The text of a spec.
  case check
  /// A size, and values of its names.
  case dim
  /// Choices of a generator of specs that are right.
  case spec
  /// An equation of the layer `einsum`, and tensors for it.
  case einsum

  /// Processor time that an input may take: the clock on the wall, which libFuzzer watches, also runs
  /// while others have the cores.
  static let allowedSeconds = getenv("FUZZ_ALLOWED").flatMap { Double(String(cString: $0)) } ?? 1

  /// Runs one input; ends the process where a promise is broken.
  func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    // Sizes are asked dozens of questions, each of which has that long.
    if self == .dim { return process(bytes) }
    Self.timed("an input takes no longer") { process(bytes) }
  }

  /// The result of `body`, which may take as long as is allowed.
  static func timed<Result>(_ promise: String, _ body: () -> Result) -> Result {
    let start = clock()
    let result = body()
    // POSIX: a million ticks are a second.
    let seconds = Double(clock() - start) / 1_000_000
    if seconds > allowedSeconds { broken(promise, "\(seconds) s") }
    return result
  }

  private func process(_ bytes: UnsafeBufferPointer<UInt8>) {
    switch self {
    case .check: CheckTarget.run(Array(bytes))
    case .dim: DimensionTarget.run(Array(bytes))
    case .spec: SpecTarget.run(Array(bytes))
    case .einsum:
      if let fault = EinsumCheck.fault(Array(bytes)) {
        broken("an equation is what it says", fault)
      }
    }
  }

  static let chosen: FuzzTarget = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      complain("FUZZ_TARGET is none of \(allCases.map(\.rawValue).joined(separator: ", "))")
      exit(2)
    }
    return target
  }()
}

/// What libFuzzer calls for each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  FuzzTarget.chosen.run(UnsafeBufferPointer(start: bytes, count: count))
  return 0
}

/// libFuzzer's main, under a name that leaves the linker's `main` to Swift.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ target: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

@main
enum Fuzzer {
  static func main() {
    var (count, arguments) = (CommandLine.argc, CommandLine.unsafeArgv)
    exit(runDriver(&count, &arguments, testOneInput))
  }
}

/// Ends the process with the reason, which libFuzzer takes for a crash.
func broken(_ promise: String, _ details: String) -> Never {
  complain("broken promise: \(promise)\n\(details)")
  abort()
}

private func complain(_ text: String) {
  let bytes = Array((text + "\n").utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}
