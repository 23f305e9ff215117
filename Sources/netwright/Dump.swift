import ArgumentParser
import NetwrightDriver

struct Dump: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what stands between two stages of the compiler.")

  @OptionGroup var spec: SpecArguments

  @Option(help: "spec, forward, training, optimized, kernels or swift.")
  var stage: DumpCommand.Stage

  @Flag(help: "The graph of evaluation instead of training.")
  var evaluation = false

  func run() throws {
    throw ExitCode(
      DumpCommand.run(
        spec.spec, stage: stage, evaluates: evaluation, overrides: try spec.overrides(),
        session: Session()))
  }
}
