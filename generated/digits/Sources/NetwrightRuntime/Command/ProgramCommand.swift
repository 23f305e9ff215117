/// A command of an emitted program.
public struct ProgramCommand: Sendable {
  let name: String
  let help: String
  let options: [CommandOptions.Option]
  let run: @Sendable (CommandOptions, ProgramDescription) throws -> Int32

  /// - Parameter run: gives the exit status.
  public init(
    name: String, help: String, options: [CommandOptions.Option],
    run: @escaping @Sendable (CommandOptions, ProgramDescription) throws -> Int32
  ) {
    self.name = name
    self.help = help
    self.options = options
    self.run = run
  }
}
