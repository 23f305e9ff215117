import ArgumentParser
import NetwrightDriver

struct SelfCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selfcheck",
    abstract: "Hold every engine against the unoptimized graph, and gradients against slopes.",
    discussion: """
      Runs two training steps on seeded data and weights in the interpreter, before and after \
      optimization, kernel by kernel over the planned memory, with the plan interpreted, and in \
      the compiled program. Compares the loss, every gradient, and all parameters, optimizer slots \
      and states after both updates. Gradients are compared with central differences of the loss \
      as well. Where an engine disagrees, the pass or kernel to blame is searched for.

      Exit status: 0 all agree, 1 some do not, or the spec is wrong, 2 wrong usage.
      """)

  @OptionGroup var spec: SpecArguments
  @OptionGroup var passes: PassArguments
  @OptionGroup var format: FormatOption
  @OptionGroup var memory: MemoryOption

  @Option(help: ArgumentHelp("Seed of data, weights and dropout.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "Rows of a batch; the spec's, but at most 4, by default.", valueName: "n"))
  var batch: Int?

  @Option(
    help: ArgumentHelp(
      "Single elements of gradients to compare with slopes; 6 to 48 by default, fewer for larger "
        + "models.", valueName: "n"))
  var samples: Int?

  @Flag(inversion: .prefixedNo, help: "Whether to build and run the compiled program.")
  var compile = true

  func validate() throws {
    if seed > 1 << 53 { throw ValidationError("--seed takes a number up to 2⁵³") }
    if let batch, batch < 1 { throw ValidationError("--batch takes a number from 1 up") }
    if let samples, samples < 0 { throw ValidationError("--samples takes a number from 0 up") }
  }

  func run() throws {
    var options = SelfCheckCommand.Options()
    options.seed = seed
    options.batch = batch
    options.samples = samples
    options.compiles = compile
    options.passes = try passes.switches()
    options.maximumMemory = memory.bytes
    throw ExitCode(
      SelfCheckCommand.run(
        spec.spec, overrides: try spec.overrides(), options: options,
        session: format.session(spec.root)))
  }
}
