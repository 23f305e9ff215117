import ArgumentParser
import NetwrightDriver

struct Dump: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump",
    abstract: "Print what stands between two stages of the compiler.")

  @OptionGroup var spec: SpecArguments
  @OptionGroup var passes: PassArguments

  @Option(help: "spec, forward, training, optimized, kernels or swift.")
  var stage: DumpCommand.Stage

  @Flag(help: "The graph or the kernels of evaluation instead of training.")
  var evaluation = false

  @Flag(
    help:
      "With the stage optimized: what each pass after differentiation did, instead of the graph.")
  var statistics = false

  func validate() throws {
    if statistics, stage != .optimized {
      throw ValidationError("--statistics goes with --stage optimized")
    }
    if evaluation, !stage.hasModes {
      throw ValidationError("--stage \(stage.rawValue) is of training and evaluation alike")
    }
  }

  func run() throws {
    throw ExitCode(
      DumpCommand.run(
        spec.spec, stage: stage, evaluates: evaluation, showsStatistics: statistics,
        overrides: try spec.overrides(), passes: try passes.switches(), session: spec.root.session()
      ))
  }
}
