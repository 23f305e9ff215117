import NetwrightRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `evaluate`: the figures of saved weights on one split, as one JSON object.
enum EvaluateCommand {
  static let options: [CommandOptions.Option] = [
    .init(name: "weights", placeholder: "FILE", help: "weights.safetensors of a run"),
    .init(name: "split", placeholder: "NAME", help: "train, validation or test (default: test)"),
    .threads,
    .data,
  ]

  static func run(
    _ options: CommandOptions, _ description: ProgramDescription, _ dataPlan: DataPlan
  ) throws -> Int32 {
    guard let path = options.text("weights") else { throw UsageError("`--weights` is missing") }
    let split = options.text("split") ?? "test"
    guard ["train", "validation", "test"].contains(split) else {
      throw UsageError("unknown split `\(split)`\n  expected: one of train, validation, test")
    }
    let threads = try options.integer("threads", minimum: 1) ?? ProgramMain.defaultThreads
    let program = description.makeProgram(threads)
    let checkpoint = try Checkpoint(path: path)
    program.initialize(seed: checkpoint.seed)
    try checkpoint.restore(into: program, path: path, needsOptimizer: false)
    let data = try dataPlan.load(
      from: DataFolder(root: options.text("data") ?? "."), inputs: program.inputs,
      restoring: checkpoint.statistics)
    guard let source = data.source(named: split), source.rows > 0 else {
      throw TrainingError.noRows(split: split)
    }
    let evaluator = try Evaluator(program: program, metrics: description.trainingPlan.metrics)
    let figures = evaluator.evaluate(source).figures.map {
      ($0.name, JSONText.number($0.value))
    }
    let members = [("split", JSONText.string(split)), ("rows", String(source.rows))] + figures
    Console.write(JSONText.object(members) + "\n", to: STDOUT_FILENO)
    return 0
  }
}
