import ArgumentParser
import NetwrightDriver

struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train, evaluate, and keep weights and figures in a run folder.")

  @OptionGroup var spec: SpecArguments
  @OptionGroup var passes: PassArguments
  @OptionGroup var engine: EngineArguments

  @Option(help: "The run folder; runs/NAME by default.")
  var out: String?

  @Flag(help: "Continue from the checkpoint in the run folder.")
  var resume = false

  @Flag(help: "Begin anew in a folder that holds a run; its weights are lost.")
  var overwrite = false

  @Option(help: ArgumentHelp("Print the losses of the first steps.", valueName: "n"))
  var printLosses: Int?

  func validate() throws {
    if resume, overwrite {
      throw ValidationError("--resume goes on with a run, --overwrite begins anew")
    }
  }

  func run() throws {
    var options = TrainCommand.Options()
    options.run = engine.options
    options.run.passes = try passes.switches()
    options.out = out
    options.resumes = resume
    options.overwrites = overwrite
    options.lossesToPrint = printLosses
    throw ExitCode(
      TrainCommand.run(
        spec.spec, overrides: try spec.overrides(), options: options, session: spec.root.session()))
  }
}
