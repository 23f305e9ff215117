import NetwrightRuntime
import Testing

@Suite struct TrainingLoopTests {
  private let quiet = Reporter(style: .quiet)
  private let metrics = [
    MetricPlan(name: "mae", output: 0, target: 1), MetricPlan(name: "mse", output: 0, target: 1),
  ]

  private func train(
    _ folder: TemporaryFolder?, _ length: TrainingPlan.Length, rows: Int = 10, batch: Int = 4,
    program: LineFitProgram? = nil, resuming: Checkpoint? = nil
  ) throws -> TrainingResult {
    let plan = TrainingPlan(length: length, seed: 1, metrics: metrics, logEverySteps: 1)
    return try TrainingLoop(
      program: program ?? LineFitProgram(batch: batch), plan: plan, train: LineSource(rows: rows),
      validation: LineSource(rows: 5), test: LineSource(rows: 7), reporter: quiet,
      folder: folder.map { .init(path: $0.path) }
    ).run(resuming: resuming)
  }

  @Test("training converges and fills the run folder")
  func converges() throws {
    let folder = TemporaryFolder()
    let result = try train(folder, .epochs(200))
    #expect(result.epochs == 200 && result.steps == 400 && !result.isInterrupted)
    #expect(try #require(result.test?["mae"]) < 0.05)
    // Losses are rounded to f32 row by row, the metric is not.
    let (loss, squares) = try (#require(result.test?["loss"]), #require(result.test?["mse"]))
    #expect(abs(loss - squares) < 1e-6 * squares)
    #expect(
      folder.names
        == ["checkpoint.safetensors", "metrics.jsonl", "result.json", "weights.safetensors"])
    let lines = try folder.text("metrics.jsonl").split(separator: "\n")
    #expect(lines.count == 400 + 200 + 1)
    #expect(lines[1].hasPrefix(#"{"event":"step","epoch":1,"step":2,"loss":"#))
    #expect(
      lines[2].hasPrefix(#"{"event":"evaluation","split":"validation","epoch":1,"loss":"#))
    #expect(try folder.text("result.json") == result.json + "\n")
    let names = try Checkpoint(path: folder["weights.safetensors"]).tensors.map(\.name)
    #expect(names.sorted() == ["b", "seen", "w"])
  }

  @Test("equal runs give equal files, and a resumed run ends as an unbroken one")
  func resume() throws {
    let (whole, again, broken) = (TemporaryFolder(), TemporaryFolder(), TemporaryFolder())
    _ = try train(whole, .steps(17))
    _ = try train(again, .steps(17))
    #expect(try whole.read("result.json") == again.read("result.json"))
    // Step 7 lies in the middle of an epoch of 3 steps.
    _ = try train(broken, .steps(7), rows: 14)
    let long = TemporaryFolder()
    _ = try train(long, .steps(17), rows: 14)
    let checkpoint = try Checkpoint(path: broken["checkpoint.safetensors"])
    #expect(checkpoint.step == 7 && checkpoint.epoch == 3)
    _ = try train(broken, .steps(17), rows: 14, resuming: checkpoint)
    // Resumed once more, with nothing left to do.
    let done = try Checkpoint(path: again["checkpoint.safetensors"])
    _ = try train(again, .steps(17), resuming: done)
    for name in ["metrics.jsonl", "weights.safetensors", "checkpoint.safetensors"] {
      #expect(try whole.read(name) == again.read(name))
      #expect(try long.read(name) == broken.read(name))
    }
    #expect(try long.read("result.json") == broken.read("result.json"))
    #expect(try again.text("result.json").contains("validation"))
  }

  @Test("evaluation counts every row once, whatever the batch", arguments: [1, 2, 3, 7, 8, 100])
  func padding(batch: Int) throws {
    let program = LineFitProgram(batch: batch)
    let evaluation = try Evaluator(program: program, metrics: metrics)
      .evaluate(LineSource(rows: 7))
    // The prediction is 0, so the error is |2 · x − 1| with x = 0/7 … 6/7.
    let errors = (0..<7).map { Double(abs(2 * (Float($0) / 7) - 1)) }
    #expect(abs(try #require(evaluation["mae"]) - errors.reduce(0, +) / 7) < 1e-6)
    #expect(evaluation.figures.map(\.name) == ["loss", "mae", "mse"])
  }

  @Test("a loss that is not finite stops the run and names the step")
  func notFinite() {
    let program = LineFitProgram(batch: 4)
    program.faultyStep = 5
    #expect(throws: TrainingError.lossNotFinite(step: 5, epoch: 3, loss: "nan")) {
      try train(nil, .epochs(9), program: program)
    }
  }

  @Test("too few rows, unknown metrics and foreign checkpoints are refused")
  func refusals() throws {
    #expect(throws: TrainingError.tooFewRows(found: 3, batch: 4)) {
      try train(nil, .epochs(1), rows: 3)
    }
    #expect(throws: TrainingError.unknownMetric("auc", known: Metric.names)) {
      try Evaluator(
        program: LineFitProgram(batch: 1), metrics: [.init(name: "auc", output: 0, target: 1)])
    }
    #expect(throws: TrainingError.self) {
      try Evaluator(
        program: LineFitProgram(batch: 1), metrics: [.init(name: "mae", output: 9, target: 1)])
    }
    let foreign = Checkpoint(program: "line_fit", step: 0, epoch: 1, seed: 2, tensors: [])
    #expect(throws: TrainingError.seedDiffers(checkpoint: 2, plan: 1)) {
      try train(nil, .epochs(1), resuming: foreign)
    }
  }

  @Test("no steps still evaluate and save")
  func nothing() throws {
    let folder = TemporaryFolder()
    let result = try train(folder, .steps(0))
    #expect(result.steps == 0 && result.lastLoss == nil && result.test != nil)
    #expect(try train(nil, .epochs(-1)).steps == 0)
  }
}
