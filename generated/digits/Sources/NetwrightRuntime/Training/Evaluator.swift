/// Runs a program over a whole split; every row counts once.
public struct Evaluator {
  private struct BoundMetric {
    let plan: MetricPlan
    /// Outputs and targets of one row of the batch, and compared items in it (tokens of a
    /// sequence are items of their own).
    let outputWidth: Int
    let targetWidth: Int
    let itemsPerRow: Int
    let targetType: ElementType
  }

  private let program: any Program
  private let loss: Int
  private let metrics: [BoundMetric]

  /// Checks that every metric is known and fits its output and target.
  public init(program: any Program, metrics: [MetricPlan]) throws(TrainingError) {
    self.program = program
    guard let loss = program.outputs.firstIndex(where: { $0.name == "loss" }),
      program.outputs[loss].shape == [program.batch]
    else { throw .noLossOutput }
    self.loss = loss
    var bound: [BoundMetric] = []
    for plan in metrics { bound.append(try Self.bind(plan, program)) }
    self.metrics = bound
  }

  private static func bind(
    _ plan: MetricPlan, _ program: any Program
  ) throws(TrainingError) -> BoundMetric {
    guard Metric.accumulator(named: plan.name) != nil else {
      throw .unknownMetric(plan.name, known: Metric.names)
    }
    guard program.outputs.indices.contains(plan.output),
      program.inputs.indices.contains(plan.target),
      let output = HostTensor.elementCount(Array(program.outputs[plan.output].shape.dropFirst())),
      let target = program.inputs[plan.target].rowElementCount, output > 0, target > 0
    else { throw .metricDoesNotFit(plan.name, reason: "its output or target does not exist") }
    let type = program.inputs[plan.target].type
    guard type == .i32 || type == .f32 else {
      throw .metricDoesNotFit(plan.name, reason: "targets of type \(type.rawValue)")
    }
    // Class indices divide a row of outputs into one item each; values match one to one.
    let items = type == .i32 ? target : 1
    guard type == .i32 ? output % target == 0 : output == target else {
      throw .metricDoesNotFit(
        plan.name, reason: "\(output) outputs and \(target) targets in a row")
    }
    return BoundMetric(
      plan: plan, outputWidth: output, targetWidth: target, itemsPerRow: items, targetType: type)
  }

  /// Evaluates `source`; the last batch is padded with row 0, which is then not counted. NaN
  /// figures when there are no rows; an interruption does not stop it.
  public func evaluate(_ source: any BatchSource) -> Evaluation {
    var accumulators = metrics.compactMap { Metric.accumulator(named: $0.plan.name) }
    var lossSum = 0.0
    var rows = [Int32](repeating: 0, count: program.batch)
    var start = 0
    while start < source.rows {
      let count = min(program.batch, source.rows - start)
      for index in 0..<program.batch {
        rows[index] = index < count ? Int32(truncatingIfNeeded: start + index) : 0
      }
      rows.withUnsafeBufferPointer { source.fill($0, of: program) }
      program.evaluateStep()
      let losses = program.output(loss)
      for row in 0..<count { lossSum += Double(losses[row]) }
      for index in metrics.indices { add(metrics[index], to: &accumulators[index], rows: count) }
      start += count
    }
    let mean = source.rows == 0 ? Double.nan : lossSum / Double(source.rows)
    let figures = zip(metrics, accumulators).map {
      Evaluation.Figure(name: $0.plan.name, value: $1.value)
    }
    return Evaluation(figures: [.init(name: "loss", value: mean)] + figures)
  }

  private func add(
    _ metric: BoundMetric, to accumulator: inout any MetricAccumulator, rows: Int
  ) {
    let items = rows * metric.itemsPerRow
    let outputs = UnsafeBufferPointer(
      start: program.output(metric.plan.output), count: rows * metric.outputWidth)
    let target = UnsafeRawPointer(program.input(metric.plan.target))
    let targets: MetricTargets
    if metric.targetType == .i32 {
      targets = .classes(
        UnsafeBufferPointer(start: target.assumingMemoryBound(to: Int32.self), count: items))
    } else {
      let count = rows * metric.targetWidth
      targets = .values(
        UnsafeBufferPointer(start: target.assumingMemoryBound(to: Float.self), count: count),
        width: metric.targetWidth)
    }
    accumulator.add(
      outputs: outputs, width: metric.outputWidth / metric.itemsPerRow, targets: targets,
      rows: items)
  }
}
