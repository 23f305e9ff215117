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
      """)

  func run() throws { throw ExitCode(SchemaCommand.run(session: Session())) }
}
