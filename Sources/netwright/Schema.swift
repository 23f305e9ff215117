import ArgumentParser
import NetwrightDriver

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of specs: completion and hover texts in editors.",
    discussion: """
      The schema is of draft 7 and comes from the tables that decode specs. Write it to a file and \
      name the file in the first line of a spec:

        netwright schema > netwright.schema.json
        # yaml-language-server: $schema=netwright.schema.json

      With a spec, layers are offered by the names of its blocks too, and of those it imports.
      """)

  @Argument(help: ArgumentHelp("A spec whose blocks are offered.", valueName: "spec"))
  var spec: String?

  @OptionGroup var root: RootOption

  func run() throws { throw ExitCode(SchemaCommand.run(spec, session: root.session())) }
}
