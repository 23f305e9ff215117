#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The command line of an emitted program: `bench` and `replay`, and with data `train` and
/// `evaluate`.
public enum ProgramMain {
  static let common = [
    ProgramCommand(
      name: "bench", help: "time training steps on random data", options: BenchCommand.options,
      run: BenchCommand.run),
    ProgramCommand(
      name: "replay", help: "run steps on given batches and give all tensors back",
      options: ReplayCommand.options, run: ReplayCommand.run),
  ]

  /// Runs the command and ends the process: 0 fine, 1 the run failed, 2 wrong usage, 130
  /// interrupted.
  public static func main(_ description: ProgramDescription) -> Never {
    exit(run(description, arguments: Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs the command; returns the exit status. Errors go to standard error.
  public static func run(_ description: ProgramDescription, arguments: [String]) -> Int32 {
    Console.ignoreClosedPipes()
    do {
      guard let name = arguments.first, name != "--help", name != "-h", name != "help" else {
        Console.write(usage(description), to: arguments.isEmpty ? STDERR_FILENO : STDOUT_FILENO)
        return arguments.isEmpty ? 2 : 0
      }
      let commands = description.commands + common
      guard let command = commands.first(where: { $0.name == name }) else {
        throw unknown(name, commands, description)
      }
      if arguments.contains("--help") {
        Console.write(usage(description, of: [command]), to: STDOUT_FILENO)
        return 0
      }
      let options = try CommandOptions(arguments.dropFirst(), options: command.options)
      return try command.run(options, description)
    } catch let error as UsageError {
      Console.write("\(error)\n  help: run with --help to see all options\n", to: STDERR_FILENO)
      return 2
    } catch {
      Console.write("\(error)\n", to: STDERR_FILENO)
      return 1
    }
  }

  /// - Parameter chosen: the commands to explain; all when nil.
  private static func usage(
    _ description: ProgramDescription, of chosen: [ProgramCommand]? = nil
  ) -> String {
    // What the user has called it, which need not be the name of the spec.
    let program = CommandLine.arguments.first?.split(separator: "/").last.map(String.init)
    var lines = ["usage: \(program ?? description.name) COMMAND [OPTION]…"]
    for command in chosen ?? description.commands + common {
      lines += ["", "\(command.name): \(command.help)"]
      for option in command.options {
        let left = "  --\(option.name) \(option.placeholder ?? "")"
        let space = String(repeating: " ", count: max(1, 24 - left.count))
        lines.append(left + space + option.help)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The processors that are online, at least 1.
  public static var defaultThreads: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  private static func unknown(
    _ name: String, _ commands: [ProgramCommand], _ description: ProgramDescription
  ) -> UsageError {
    if name == "train" || name == "evaluate" {
      return UsageError(
        "`\(description.name)` was made without data; only `bench` and `replay` can run")
    }
    let known = commands.map(\.name).joined(separator: ", ")
    return UsageError("unknown command `\(name)`\n  expected: one of \(known)")
  }
}

extension CommandOptions.Option {
  public static let threads = Self(
    name: "threads", placeholder: "N", help: "threads of a step (default: all processors)")
}
