#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Read by the signal handler, which can capture nothing; one child runs at a time.
nonisolated(unsafe) private var forwardingTarget: pid_t = 0

/// Starts programs by path with a list of arguments; no shell is involved.
enum ChildProcess {
  struct Failure: Error {
    let program: String
    let code: Int32
    var reason: String { String(cString: strerror(code)) }
  }

  /// Where standard output and standard error of the child go.
  enum Output {
    /// To those of this process.
    case inherited
    /// Both into a file, created or truncated.
    case file(String)
  }

  /// Runs a program to its end; the result is its exit status, 128 + n where signal n ended it.
  static func run(
    _ program: String, _ arguments: [String], output: Output = .inherited
  ) throws(Failure) -> Int32 {
    let process = try start(program, arguments, output: output)
    // The child gets Ctrl-C from the terminal and ends in its own time; a request to end that
    // reaches this process alone is passed on. Either way its status is the answer.
    forwardingTarget = process
    let interrupt = signal(SIGINT, SIG_IGN)
    let terminate = signal(SIGTERM) { _ in kill(forwardingTarget, SIGTERM) }
    defer {
      signal(SIGINT, interrupt)
      signal(SIGTERM, terminate)
    }
    while true {
      if let status = try poll(process, program, waits: true) { return status }
    }
  }

  static func start(
    _ program: String, _ arguments: [String], output: Output = .inherited
  ) throws(Failure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if case .file(let path) = output {
      posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      posix_spawn_file_actions_adddup2(&actions, 1, 2)
    }
    var list: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    list.append(nil)
    defer { for pointer in list { free(pointer) } }
    var process = pid_t()
    let code = posix_spawn(&process, program, &actions, nil, list, environ)
    guard code == 0 else { throw Failure(program: program, code: code) }
    return process
  }

  /// The exit status where the child has ended.
  static func poll(
    _ process: pid_t, _ program: String, waits: Bool = false
  ) throws(Failure) -> Int32? {
    var status: Int32 = 0
    let result = waitpid(process, &status, waits ? 0 : WNOHANG)
    if result == 0 || (result < 0 && errno == EINTR) { return nil }
    guard result == process else { throw Failure(program: program, code: errno) }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}
