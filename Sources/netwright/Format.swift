import ArgumentParser
import NetwrightDriver

struct Format: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "format",
    abstract: "Bring specs into canonical layout; comments and meaning stay.",
    discussion: """
      Two spaces for each level, the keys of the top level in their usual order, lists and mappings \
      in brackets as long as they fit into 100 columns, comments where they were. A file that \
      could lose anything is refused. Files are replaced as a whole, and their names are printed.
      """)

  @Argument(help: "Specs or folders of specs; `-` reads standard input and writes standard output.")
  var paths: [String]

  @Flag(help: "Write nothing; name the files that would change and end with status 1.")
  var check = false

  @OptionGroup var format: FormatOption

  func run() throws {
    let session = Session(format: format.format == .json ? .json : .text)
    throw ExitCode(FormatCommand.run(paths, checks: check, session: session))
  }
}
