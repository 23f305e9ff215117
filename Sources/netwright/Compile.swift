import ArgumentParser
import NetwrightDriver

struct Compile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile",
    abstract: "Write the Swift package that trains, evaluates and predicts.")

  @OptionGroup var spec: SpecArguments
  @OptionGroup var passes: PassArguments

  @Option(name: [.customShort("o"), .long], help: "The folder of the package.")
  var output: String

  @Flag(help: "Write nothing; fail where the folder differs from what would be written.")
  var check = false

  @Option(
    help: "Depend on a checkout of Netwright at this path instead of embedding the runtime.")
  var runtime: String?

  @Flag(help: "Let training steps give every gradient too, for `replay`; costs memory.")
  var exposeGradients = false

  func run() throws {
    throw ExitCode(
      CompileCommand.run(
        spec.spec, into: output, checks: check, runtimePath: runtime,
        exposesGradients: exposeGradients,
        overrides: try spec.overrides(), passes: try passes.switches(), session: spec.root.session()
      ))
  }
}
