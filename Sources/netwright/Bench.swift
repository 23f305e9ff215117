import ArgumentParser
import NetwrightDriver

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time training steps on random data in memory; prints one JSON object.")

  @OptionGroup var spec: SpecArguments
  @OptionGroup var passes: PassArguments
  @OptionGroup var engine: EngineArguments

  @Option(help: ArgumentHelp("Timed steps; 50 by default.", valueName: "n"))
  var steps: Int?

  func run() throws {
    var options = engine.options
    options.passes = try passes.switches()
    throw ExitCode(
      BenchCommand.run(
        spec.spec, steps: steps, overrides: try spec.overrides(), options: options,
        session: Session()))
  }
}
