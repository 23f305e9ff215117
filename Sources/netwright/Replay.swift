import ArgumentParser
import NetwrightDriver

struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Run training steps on given batches from a given state; get all tensors back.",
    discussion: """
      This is how a model is held against another implementation. All files are safetensors.

      BATCHES has each input of the spec, targets included, as NAME@0, NAME@1, … (one tensor a \
      step), as NAME with a leading axis of steps, or as NAME for every step; f32 or i32 as the \
      spec says, and i64 may stand for i32.

      STATE has parameters and state under the names that `summary` shows, and optimizer slots as \
      optimizer.SLOT.NAME where there are any; missing slots are zero. Its metadata may have `step`, \
      the steps done before, and `seed`. Checkpoints and results of replays serve as well. Without \
      it, initial values are drawn under the seed.

      OUT gets `loss` (f32[steps], each before its update), all of the state after the last step, \
      and with --gradients `gradient.NAME` as it was in the last step.
      """)

  @OptionGroup var spec: SpecArguments

  @Option(help: ArgumentHelp("The batches.", valueName: "file"))
  var batches: String

  @Option(help: ArgumentHelp("Where the result goes.", valueName: "file"))
  var out: String

  @Option(help: ArgumentHelp("The state before the first step.", valueName: "file"))
  var state: String?

  @Option(help: ArgumentHelp("Steps to run; all there are batches for.", valueName: "n"))
  var steps: Int?

  @Option(help: ArgumentHelp("Steps done before; `step` of the state.", valueName: "n"))
  var start: Int?

  @Option(help: ArgumentHelp("Of initial weights and dropout; the spec's.", valueName: "n"))
  var seed: UInt64?

  @Flag(help: "Give the gradients of the last step too.")
  var gradients = false

  @OptionGroup var engine: EngineArguments

  func run() throws {
    var options = ReplayCommand.Options(batches: batches, out: out)
    options.run = engine.options
    options.state = state
    options.steps = steps
    options.start = start
    options.seed = seed
    options.givesGradients = gradients
    throw ExitCode(
      ReplayCommand.run(
        spec.spec, overrides: try spec.overrides(), options: options, session: spec.root.session()))
  }
}
