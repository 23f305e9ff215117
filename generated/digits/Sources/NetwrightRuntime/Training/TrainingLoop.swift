/// Trains a program: the one loop of the interpreter and of emitted code.
///
/// The order of rows is a pure function of (seed, epoch) and everything random in a step one of
/// (seed, step), so that a run resumed from a checkpoint continues bit for bit.
public struct TrainingLoop {
  /// Where a run keeps its files; the directory must exist.
  public struct RunFolder: Equatable, Sendable {
    public let path: String
    public init(path: String) { self.path = path }

    public var metrics: String { path + "/metrics.jsonl" }
    public var result: String { path + "/result.json" }
    public var weights: String { path + "/weights.safetensors" }
    public var checkpoint: String { path + "/checkpoint.safetensors" }
  }

  let program: any Program
  let plan: TrainingPlan
  let train: any BatchSource
  let validation: (any BatchSource)?
  let test: (any BatchSource)?
  let reporter: Reporter
  let folder: RunFolder?
  let statistics: [HostTensor]
  let dataDigest: String

  /// - Parameters:
  ///   - folder: Logs, results and weights go there; without it nothing is written.
  ///   - statistics: What was fitted on the training split, kept in every checkpoint.
  ///   - dataDigest: Names the data; a checkpoint of other data is refused.
  public init(
    program: any Program, plan: TrainingPlan, train: any BatchSource,
    validation: (any BatchSource)? = nil, test: (any BatchSource)? = nil, reporter: Reporter,
    folder: RunFolder? = nil, statistics: [HostTensor] = [], dataDigest: String = ""
  ) {
    self.program = program
    self.plan = plan
    self.train = train
    self.validation = validation
    self.test = test
    self.reporter = reporter
    self.folder = folder
    self.statistics = statistics
    self.dataDigest = dataDigest
  }

  /// Trains from the first step, or from where `checkpoint` stands. Throws `TrainingError`,
  /// `FileError` or `CheckpointError`; an interrupted run returns with `isInterrupted`.
  public func run(resuming checkpoint: Checkpoint? = nil) throws -> TrainingResult {
    let evaluator = try Evaluator(program: program, metrics: plan.metrics)
    let stepsPerEpoch = train.rows / program.batch
    if stepsPerEpoch == 0 {
      throw TrainingError.tooFewRows(found: train.rows, batch: program.batch)
    }
    let total = totalSteps(stepsPerEpoch)
    var step = try begin(checkpoint)
    var log: AppendFile?
    if let folder {
      AtomicFile.removeStale(in: folder.path)
      log = try AppendFile(path: folder.metrics, keeping: checkpoint?.logByteCount ?? 0)
    }
    reporter.begin(
      RunDescription(
        program: program, rows: train.rows, stepsPerEpoch: stepsPerEpoch, totalSteps: total))

    var result = TrainingResult(epochs: 0, steps: step, isInterrupted: false)
    var lastSave = Clock.seconds
    while step < total && !Interruption.isRequested {
      let epoch = step / stepsPerEpoch + 1
      let end = min(epoch * stepsPerEpoch, total)
      let mean = try runEpoch(epoch, from: &step, to: end, log: log, result: &result)
      result.steps = step
      if Interruption.isRequested { break }
      let isWhole = step % stepsPerEpoch == 0
      try endEpoch(epoch, isWhole: isWhole, mean: mean, evaluator, log, &result)
      if step < total && Clock.seconds - lastSave >= plan.checkpointSeconds {
        try save(step: step, stepsPerEpoch, log)
        lastSave = Clock.seconds
      }
    }
    result.epochs = step / stepsPerEpoch
    result.isInterrupted = step < total
    try finish(&result, stepsPerEpoch, evaluator, log)
    return result
  }

  private func totalSteps(_ stepsPerEpoch: Int) -> Int {
    switch plan.length {
    case .steps(let steps): return min(max(steps, 0), Int.max / 2)
    case .epochs(let epochs):
      let (steps, overflow) = max(epochs, 0).multipliedReportingOverflow(by: stepsPerEpoch)
      // Half the range is beyond any run and leaves room for `epoch * stepsPerEpoch`.
      return overflow ? Int.max / 2 : min(steps, Int.max / 2)
    }
  }

  private func begin(_ checkpoint: Checkpoint?) throws -> Int {
    guard let checkpoint else {
      program.initialize(seed: plan.seed)
      return 0
    }
    guard checkpoint.seed == plan.seed else {
      throw TrainingError.seedDiffers(checkpoint: checkpoint.seed, plan: plan.seed)
    }
    guard checkpoint.dataDigest == dataDigest else { throw TrainingError.dataDiffers }
    try checkpoint.restore(
      into: program, path: folder?.checkpoint ?? "checkpoint", needsOptimizer: true)
    return checkpoint.step
  }

  /// Runs the steps up to `end`, all in one epoch; returns their mean loss. Stops early between
  /// two steps when an interruption is requested.
  private func runEpoch(
    _ epoch: Int, from step: inout Int, to end: Int, log: AppendFile?,
    result: inout TrainingResult
  ) throws -> Double {
    let order =
      plan.shuffle
      ? Shuffle.epochOrder(count: train.rows, seed: plan.seed, epoch: epoch)
      : Shuffle.dataOrder(count: train.rows)
    let firstStep = (epoch - 1) * (train.rows / program.batch)
    var (sum, count) = (0.0, 0)
    while step < end && !Interruption.isRequested {
      let start = (step - firstStep) * program.batch
      order.withUnsafeBufferPointer { rows in
        train.fill(
          UnsafeBufferPointer(rebasing: rows[start..<(start + program.batch)]), of: program)
      }
      step += 1
      let loss = program.trainStep(step: Int64(step), seed: plan.seed)
      result.lastLoss = loss
      if plan.logEverySteps > 0 && step % plan.logEverySteps == 0 {
        try log?.append(MetricsLog.step(epoch: epoch, step: step, loss: loss))
      }
      guard loss.isFinite else {
        try log?.flush()
        throw TrainingError.lossNotFinite(step: step, epoch: epoch, loss: "\(loss)")
      }
      sum += Double(loss)
      count += 1
      reporter.step(epoch: epoch, step: step, loss: loss)
    }
    return count == 0 ? .nan : sum / Double(count)
  }

  /// - Parameter isWhole: whether the epoch had all its steps. What is measured within one goes into the
  ///   log at the end: a run that is resumed goes on before that line.
  private func endEpoch(
    _ epoch: Int, isWhole: Bool, mean: Double, _ evaluator: Evaluator, _ log: AppendFile?,
    _ result: inout TrainingResult
  ) throws {
    if let validation, validation.rows > 0 {
      let evaluation = evaluator.evaluate(validation)
      result.validation = evaluation
      if isWhole {
        try log?.append(MetricsLog.evaluation(split: "validation", epoch: epoch, evaluation))
      }
    }
    try log?.flush()
    reporter.epoch(epoch, meanLoss: mean, validation: result.validation)
  }

  private func finish(
    _ result: inout TrainingResult, _ stepsPerEpoch: Int, _ evaluator: Evaluator,
    _ log: AppendFile?
  ) throws {
    if !result.isInterrupted {
      // A run that is resumed with nothing to do has not measured this yet.
      if result.validation == nil, let validation, validation.rows > 0 {
        result.validation = evaluator.evaluate(validation)
      }
      if let test, test.rows > 0 { result.test = evaluator.evaluate(test) }
    }
    try save(step: result.steps, stepsPerEpoch, log)
    // Not in the log of this point: a run that is resumed for more steps goes on before these lines.
    let epoch = (result.steps + stepsPerEpoch - 1) / stepsPerEpoch
    let isWithinEpoch = !result.isInterrupted && result.steps % stepsPerEpoch != 0
    if isWithinEpoch, let evaluation = result.validation {
      try log?.append(MetricsLog.evaluation(split: "validation", epoch: epoch, evaluation))
    }
    if let evaluation = result.test {
      try log?.append(MetricsLog.evaluation(split: "test", epoch: epoch, evaluation))
    }
    try log?.close()
    if let folder {
      try snapshot(result.steps, stepsPerEpoch, roles: [.parameter, .state], log: nil)
        .write(to: folder.weights)
      try AtomicFile.write(folder.result, Array((result.json + "\n").utf8))
    }
    reporter.end(result)
  }

  private func save(step: Int, _ stepsPerEpoch: Int, _ log: AppendFile?) throws {
    guard let folder else { return }
    // The log first: a checkpoint must never count on lines that a crash can take.
    try log?.synchronize()
    let roles: [TensorSlot.Role] = [.parameter, .optimizerSlot, .state]
    try snapshot(step, stepsPerEpoch, roles: roles, log: log).write(to: folder.checkpoint)
  }

  private func snapshot(
    _ step: Int, _ stepsPerEpoch: Int, roles: [TensorSlot.Role], log: AppendFile?
  ) -> Checkpoint {
    Checkpoint(
      program: program.name, step: step, epoch: step / stepsPerEpoch + 1, seed: plan.seed,
      dataDigest: dataDigest, logByteCount: log?.length ?? 0,
      tensors: Checkpoint.tensors(of: program, roles: roles) + statistics)
  }
}
