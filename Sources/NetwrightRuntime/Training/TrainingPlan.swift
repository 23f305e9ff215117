/// A metric of an evaluation output against a target input.
public struct MetricPlan: Equatable, Sendable {
  public let name: String
  /// Index into `Program.outputs`.
  public let output: Int
  /// Index into `Program.inputs`.
  public let target: Int

  public init(name: String, output: Int, target: Int) {
    self.name = name
    self.output = output
    self.target = target
  }
}

/// How long and how to train. Learning rates and their schedules are part of the program.
public struct TrainingPlan: Equatable, Sendable {
  public enum Length: Equatable, Sendable {
    case epochs(Int)
    case steps(Int)
  }

  public var length: Length
  public var seed: UInt64
  /// A new order of rows in every epoch; otherwise the order of the data.
  public var shuffle: Bool
  public var metrics: [MetricPlan]
  /// A line in `metrics.jsonl` every so many steps; 0 for none.
  public var logEverySteps: Int
  /// Seconds after which the end of an epoch also saves a checkpoint.
  public var checkpointSeconds: Double

  public init(
    length: Length, seed: UInt64 = 0, shuffle: Bool = true, metrics: [MetricPlan] = [],
    logEverySteps: Int = 0, checkpointSeconds: Double = 30
  ) {
    self.length = length
    self.seed = seed
    self.shuffle = shuffle
    self.metrics = metrics
    self.logEverySteps = logEverySteps
    self.checkpointSeconds = checkpointSeconds
  }
}
