import ArgumentParser
import NetwrightDriver

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Parse and type-check specs; report every error with its place and its remedy.")

  @Argument(help: "Specs or folders of specs; `-` reads standard input.")
  var paths: [String]

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Replace a value of the spec. Repeatable.", valueName: "path=value"))
  var set: [String] = []

  @OptionGroup var root: RootOption

  @Option(help: "text, json, sarif, github or junit.")
  var format: ReportFormat = .text

  func validate() throws { _ = try SetOption.overrides(set) }

  func run() throws {
    let overrides = try SetOption.overrides(set)
    throw ExitCode(CheckCommand.run(paths, overrides: overrides, session: root.session(format)))
  }
}
