import ArgumentParser
import NetwrightDriver

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Tell what changed in meaning from one spec to another.",
    discussion: """
      Dimensions, layers, shapes, loss, data, training and expectations, with all defaults filled \
      in; the tensors of a checkpoint that carry over; and what the change costs. Comments, layout, \
      names of dimensions and blocks that are written out mean nothing by themselves.

      Ends with status 0 when both mean the same, 1 when they differ, and 2 on trouble, as `diff` \
      does.
      """)

  @Argument(help: ArgumentHelp("The spec before; `-` reads standard input.", valueName: "old"))
  var old: String

  @Argument(help: ArgumentHelp("The spec after; `-` reads standard input.", valueName: "new"))
  var new: String

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Replace a value of both specs. Repeatable.", valueName: "path=value"))
  var set: [String] = []

  @OptionGroup var root: RootOption
  @OptionGroup var format: FormatOption

  func validate() throws {
    if old == "-", new == "-" {
      throw ValidationError("only one of the specs can be standard input")
    }
    _ = try SetOption.overrides(set)
  }

  func run() throws {
    throw ExitCode(
      DiffCommand.run(
        old, new, overrides: try SetOption.overrides(set), session: format.session(root)))
  }
}
