import ArgumentParser
import NetwrightDriver

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Time training steps on random data in memory; prints one JSON object.")

  @OptionGroup var spec: SpecArguments
  @OptionGroup var passes: PassArguments
  @OptionGroup var engine: EngineArguments

  @Option(
    help: ArgumentHelp("Timed steps; 50 by default, 20 with --profile.", valueName: "n"))
  var steps: Int?

  @Flag(help: "Time every kernel, and hold it against what the machine can do.")
  var profile = false

  @Option(help: "With --profile: text, as preset, or json.")
  var format: PlainFormat?

  func validate() throws {
    if profile, let steps, !(1...10_000).contains(steps) {
      throw ValidationError("`--steps` takes a number from 1 to 10,000, not \(steps)")
    }
    if !profile, format != nil {
      throw ValidationError("`--format` goes with `--profile`; without it `bench` prints JSON")
    }
  }

  func run() throws {
    var options = engine.options
    options.passes = try passes.switches()
    throw ExitCode(
      BenchCommand.run(
        spec.spec, steps: steps, isProfiled: profile, overrides: try spec.overrides(),
        options: options, session: spec.root.session(format == .json ? .json : .text)))
  }
}
