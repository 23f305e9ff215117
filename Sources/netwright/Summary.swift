import ArgumentParser
import NetwrightDriver

struct Summary: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "Show layers, shapes, parameters, operations and planned memory.")

  @OptionGroup var spec: SpecArguments
  @OptionGroup var passes: PassArguments
  @OptionGroup var format: FormatOption

  func run() throws {
    throw ExitCode(
      SummaryCommand.run(
        spec.spec, overrides: try spec.overrides(), passes: try passes.switches(),
        session: format.session(spec.root)))
  }
}
