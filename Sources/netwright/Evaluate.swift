import ArgumentParser
import NetwrightDriver

struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure the weights of a run folder on a split; prints one JSON object.")

  @Argument(help: "The run folder that `train` filled.")
  var folder: String

  @Option(help: "train, validation or test.")
  var split: EvaluateCommand.Split = .test

  @OptionGroup var root: RootOption
  @OptionGroup var engine: EngineArguments

  func run() throws {
    throw ExitCode(
      EvaluateCommand.run(folder, split: split, options: engine.options, session: root.session()))
  }
}
