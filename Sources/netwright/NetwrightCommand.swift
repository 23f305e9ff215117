import ArgumentParser
import NetwrightDiagnostics
import NetwrightDriver
import NetwrightFrontend

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The command line: options in, exit status out; the work is in the driver.
@main
struct NetwrightCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "netwright",
    abstract: "Compiles declarative network specifications to Swift.",
    discussion: """
      A spec is a YAML file that states data, model, loss, optimizer and training. Netwright \
      checks every shape before anything runs, then interprets the spec or compiles it to a \
      native program.

      Start with:  netwright check specs/digits.yaml
                   netwright train specs/digits.yaml
      """,
    version: netwrightVersion,
    subcommands: [
      Check.self, Summary.self, Dump.self, Compile.self, Train.self, Evaluate.self, Bench.self,
      Explain.self, Replay.self, SelfCheck.self, Diff.self, Format.self, Schema.self,
    ])

  /// Wrong usage ends with status 2, as everywhere outside BSD.
  static func main() {
    let words = CommandLine.arguments.dropFirst()
    if words.first == "help", let topic = words.dropFirst().first,
      let message = CommandSlip.message(topic, among: commandNames)
    {
      Session().say(message)
      exit(withError: ExitCode(2))
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let status as ExitCode {
      leave(status)
    } catch {
      let status = exitCode(for: error)
      guard status == .validationFailure else { exit(withError: error) }
      let first = CommandLine.arguments.dropFirst().first ?? ""
      Session().say(CommandSlip.message(first, among: commandNames) ?? fullMessage(for: error))
      exit(withError: ExitCode(2))
    }
  }
}

extension NetwrightCommand {
  private static var commandNames: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName }
  }
}

/// Ends the process; the library's own way makes its help text first.
private func leave(_ status: ExitCode) -> Never { exit(status.rawValue) }

/// What every command that reads a spec takes.
struct SpecArguments: ParsableArguments {
  @Argument(help: ArgumentHelp("The spec; `-` reads standard input.", valueName: "spec"))
  var spec: String

  @OptionGroup var set: SetOption

  @OptionGroup var root: RootOption

  func overrides() throws -> [Override] { try set.overrides() }
}

/// Values that take the place of those of a spec.
struct SetOption: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Replace a value of the spec: --set train.epochs=5. Repeatable.", valueName: "path=value"))
  var set: [String] = []

  func validate() throws { _ = try overrides() }

  func overrides() throws -> [Override] { try SetOption.overrides(set) }

  static func overrides(_ arguments: [String]) throws -> [Override] {
    try arguments.map { argument in
      guard let override = Override(argument: argument) else {
        throw ValidationError("`--set \(argument)` needs the form path=value")
      }
      return override
    }
  }
}

/// Where a spec may read.
struct RootOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder that imports and data may not leave, by `..` or by links; none by default.",
      valueName: "folder"))
  var root: String?

  func validate() throws {
    if let root, !Session.isFolder(root) {
      throw ValidationError("--root takes a folder; there is none at `\(VisibleText.of(root))`")
    }
  }

  func session(_ format: ReportFormat = .text) -> Session { Session(format: format, root: root) }
}

/// How results are printed, for commands that know text and JSON.
struct FormatOption: ParsableArguments {
  @Option(help: "text or json.")
  var format: PlainFormat = .text

  func session(_ root: RootOption) -> Session {
    root.session(format == .json ? .json : .text)
  }
}

enum PlainFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

extension ReportFormat: ExpressibleByArgument {}
extension Engine: ExpressibleByArgument {
  /// What help and completion show: `interpreter` is an old name.
  public static var allValueStrings: [String] { ["compiled", "fast", "reference"] }
}
extension DumpCommand.Stage: ExpressibleByArgument {}
extension EvaluateCommand.Split: ExpressibleByArgument {}

/// How much memory a program may take.
struct MemoryOption: ParsableArguments {
  @Option(
    name: .customLong("max-memory"),
    help: ArgumentHelp(
      """
      Refuse a program that plans more, arena and workspace together: bytes, or a number with \
      \(MemorySize.units). What is free by default.
      """, valueName: "size"))
  var size: String?

  func validate() throws {
    if let size, MemorySize.bytes(size) == nil {
      throw ValidationError(
        "--max-memory takes bytes, or a number with \(MemorySize.units), such as 512MiB")
    }
  }

  var bytes: Int? { size.flatMap(MemorySize.bytes) }
}

/// Where and how a program runs.
struct EngineArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      compiled (native code, built once), fast (starts at once, needs no toolchain) or reference \
      (naive, to compare with).
      """, valueName: "engine"))
  var engine: Engine = .compiled

  @Option(help: "Threads of a step; all processors by default.")
  var threads: Int?

  @Option(help: "The folder that data paths start from; the spec's own by default.")
  var data: String?

  @OptionGroup var memory: MemoryOption

  @Flag(help: "No progress.")
  var quiet = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 1024")
    }
  }

  var options: RunOptions {
    var options = RunOptions()
    options.engine = engine
    options.threads = threads
    options.dataFolder = data
    options.isQuiet = quiet
    options.maximumMemory = memory.bytes
    return options
  }
}
