import ArgumentParser
import NetwrightDriver

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell what a spec becomes, or what a diagnostic means.",
    discussion: """
      For a spec: its kernels with operations and bytes, every fusion that was refused and why, what \
      the passes did, and the map of its memory. For a code such as E0302: the long story.
      """)

  @Argument(help: ArgumentHelp("A spec, or the code of a diagnostic.", valueName: "spec-or-code"))
  var subject: String

  @OptionGroup var set: SetOption

  @OptionGroup var root: RootOption
  @OptionGroup var passes: PassArguments

  @Flag(help: "The step of evaluation instead of training.")
  var evaluation = false

  @OptionGroup var format: FormatOption

  func run() throws {
    throw ExitCode(
      ExplainCommand.run(
        subject, evaluates: evaluation, overrides: try set.overrides(),
        passes: try passes.switches(), session: format.session(root)))
  }
}
