import ArgumentParser
import NetwrightDriver

/// Which passes run, for commands that compile.
struct PassArguments: ParsableArguments {
  @Option(
    name: .customLong("without"), parsing: .singleValue,
    help: ArgumentHelp(
      "Leave passes out, to see what they are worth or which is at fault: "
        + "fuse-kernels,fold-constants. Repeatable. There are "
        + PassSwitches.names.joined(separator: ", ") + ".", valueName: "pass"))
  var without: [String] = []

  func validate() throws { _ = try switches() }

  func switches() throws -> PassSwitches {
    do throws(PassSwitches.Refusal) { return try PassSwitches(without: without) } catch {
      throw ValidationError(error.description)
    }
  }
}
