import NetwrightRuntime

/// `train`: loads the data, trains, evaluates, and fills the run folder.
enum TrainCommand {
  static let options: [CommandOptions.Option] = [
    .init(name: "epochs", placeholder: "N", help: "passes over the training split"),
    .init(name: "steps", placeholder: "N", help: "training steps, instead of epochs"),
    .init(name: "seed", placeholder: "N", help: "of initial weights, order and dropout"),
    .threads,
    .init(name: "out", placeholder: "RUN", help: "the run folder (default: nothing is saved)"),
    .data,
    .init(name: "resume", placeholder: nil, help: "continue from the checkpoint in the run folder"),
    .init(name: "overwrite", placeholder: nil, help: "lose the run that the run folder holds"),
    .init(name: "quiet", placeholder: nil, help: "no progress"),
    .init(name: "print-losses", placeholder: "N", help: "print the losses of the first N steps"),
  ]

  static func run(
    _ options: CommandOptions, _ description: ProgramDescription, _ dataPlan: DataPlan
  ) throws -> Int32 {
    let plan = try trainingPlan(options, description.trainingPlan)
    let threads = try options.integer("threads", minimum: 1) ?? ProgramMain.defaultThreads
    let losses = try options.integer("print-losses", minimum: 0) ?? 0
    let folder = options.text("out").map { TrainingLoop.RunFolder(path: $0) }
    if options.has("resume") && folder == nil { throw UsageError("`--resume` needs `--out`") }
    if options.has("resume") && options.has("overwrite") {
      throw UsageError("`--resume` goes on with a run, `--overwrite` begins anew")
    }
    try folder?.require(resumes: options.has("resume"), overwrites: options.has("overwrite"))

    let program = description.makeProgram(threads)
    let data = try dataPlan.load(
      from: DataFolder(root: options.text("data") ?? "."), inputs: program.inputs)
    if let folder { try Directory.create(folder.path) }
    Interruption.install()
    let style: Reporter.Style = options.has("quiet") ? .quiet : .automatic
    let loop = TrainingLoop(
      program: program, plan: plan, train: data.train, validation: data.validation,
      test: data.test, reporter: Reporter(style: style, lossesToPrint: losses), folder: folder,
      statistics: data.statistics, dataDigest: data.digest)
    var checkpoint: Checkpoint?
    if options.has("resume"), let folder { checkpoint = try Checkpoint(path: folder.checkpoint) }
    let result = try loop.run(resuming: checkpoint)
    return result.isInterrupted ? Interruption.exitStatus : 0
  }

  private static func trainingPlan(
    _ options: CommandOptions, _ plan: TrainingPlan
  ) throws(UsageError) -> TrainingPlan {
    var plan = plan
    let epochs = try options.integer("epochs", minimum: 0)
    let steps = try options.integer("steps", minimum: 0)
    if epochs != nil && steps != nil {
      throw UsageError("`--epochs` and `--steps` exclude each other")
    }
    if let epochs { plan.length = .epochs(epochs) }
    if let steps { plan.length = .steps(steps) }
    if let seed = try options.unsigned("seed") { plan.seed = seed }
    return plan
  }
}
