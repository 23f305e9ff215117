import NetwrightRuntime

/// `replay`: training steps on given batches from a given state; every tensor comes back in a file.
///
/// This is how programs are compared with other implementations: the same weights, the same
/// batches, and then the loss of each step, the state after the last one, and the gradients of the
/// last step where the program was compiled to give them.
enum ReplayCommand {
  static let options: [CommandOptions.Option] = [
    .init(
      name: "batches", placeholder: "FILE",
      help: "safetensors: inputs as NAME@0, NAME@1, … or NAME with a leading axis of steps"),
    .init(
      name: "state", placeholder: "FILE",
      help: "safetensors: parameters and state, optimizer slots if there are any; metadata `step` "
        + "and `seed` (default: initial values)"),
    .init(
      name: "out", placeholder: "FILE",
      help: "safetensors: `loss` of each step, the state afterwards, `gradient.NAME` of the last"),
    .init(
      name: "steps", placeholder: "N", help: "steps to run (default: all there are batches for)"),
    .init(
      name: "start", placeholder: "N",
      help: "steps done before (default: `step` of the state, or 0)"),
    .init(name: "seed", placeholder: "N", help: "of initial weights and dropout"),
    .threads,
  ]

  static func run(_ options: CommandOptions, _ description: ProgramDescription) throws -> Int32 {
    guard let batchesPath = options.text("batches") else {
      throw UsageError("`--batches` is missing")
    }
    guard let out = options.text("out") else { throw UsageError("`--out` is missing") }
    let steps = try options.integer("steps", minimum: 1)
    let start = try options.integer("start", minimum: 0)
    if let start, start > 1 << 53 { throw UsageError("`--start` takes a number up to 2⁵³") }
    let seed = try options.unsigned("seed")
    let threads = try options.integer("threads", minimum: 1) ?? ProgramMain.defaultThreads
    let program = description.makeProgram(threads)
    let batches = try ReplayBatches(
      Safetensors.read(batchesPath), path: batchesPath, inputs: program.inputs, steps: steps)
    var replay = try Replay(program, seed: seed ?? description.trainingPlan.seed)
    if let state = options.text("state") { try replay.restore(state) }
    replay.override(stepsDone: start, seed: seed)
    try Safetensors.write(replay.run(batches, steps: batches.steps), to: out)
    return 0
  }
}
