import NetwrightRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The command line of an emitted program: `train`, `evaluate`, `bench` and `replay`.
public enum ProgramMain {
  struct Command: Sendable {
    let name: String
    let help: String
    let options: @Sendable () -> [CommandOptions.Option]
    let run: @Sendable (CommandOptions, ProgramDescription) throws -> Int32
  }

  static let commands: [Command] = [
    Command(
      name: "train", help: "train on the data and save the weights",
      options: { TrainCommand.options }, run: TrainCommand.run),
    Command(
      name: "evaluate", help: "measure saved weights on a split",
      options: { EvaluateCommand.options }, run: EvaluateCommand.run),
    Command(
      name: "bench", help: "time training steps on random data",
      options: { BenchCommand.options }, run: BenchCommand.run),
    Command(
      name: "replay", help: "run steps on given batches and give all tensors back",
      options: { ReplayCommand.options }, run: ReplayCommand.run),
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
      guard let command = commands.first(where: { $0.name == name }) else {
        let known = commands.map(\.name).joined(separator: ", ")
        throw UsageError("unknown command `\(name)`\n  expected: one of \(known)")
      }
      if arguments.contains("--help") {
        Console.write(usage(description), to: STDOUT_FILENO)
        return 0
      }
      let options = try CommandOptions(arguments.dropFirst(), options: command.options())
      return try command.run(options, description)
    } catch let error as UsageError {
      Console.write("\(error)\n  help: run with --help to see all options\n", to: STDERR_FILENO)
      return 2
    } catch {
      Console.write("\(error)\n", to: STDERR_FILENO)
      return 1
    }
  }

  private static func usage(_ description: ProgramDescription) -> String {
    var lines = ["usage: \(description.name) COMMAND [OPTION]…"]
    for command in commands {
      lines += ["", "\(command.name): \(command.help)"]
      for option in command.options() {
        let left = "  --\(option.name) \(option.placeholder ?? "")"
        let space = String(repeating: " ", count: max(1, 24 - left.count))
        lines.append(left + space + option.help)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The processors that are online, at least 1.
  static var defaultThreads: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  static func requireData(_ description: ProgramDescription) throws(UsageError) -> DataPlan {
    guard let plan = description.dataPlan else {
      throw UsageError(
        "`\(description.name)` was made without data; only `bench` and `replay` can run")
    }
    return plan
  }
}

extension CommandOptions.Option {
  static let threads = Self(
    name: "threads", placeholder: "N", help: "threads of a step (default: all processors)")
  static let data = Self(
    name: "data", placeholder: "DIR", help: "the folder that data paths start from (default: .)")
}
