import NetwrightSchedule

/// Everything that becomes a Swift package.
package struct EmissionRequest: Sendable {
  /// Where the emitted package gets NetwrightKernels, NetwrightRuntime and NetwrightData from.
  package enum Runtime: Sendable {
    /// Their sources become part of the package.
    case embedded([EmittedFile])
    /// A checkout of Netwright.
    case path(String)
    case url(String, version: String)
  }

  package var plan: ProgramPlan
  /// The name of the spec's file without its folder, for comments: `lenet.yaml`.
  package var specName: String
  package var inputs: [InputDescription]
  package var parameters: [ParameterDescription]
  package var training: TrainingDescription?
  package var data: DataDescription?
  package var runtime: Runtime
  /// Whether the program is made to take the time of its kernels, and for nothing else.
  package var isProfiled: Bool
  /// Whether kernels are embedded that the plan does not use, for packages that share a build.
  package var embedsAllKernels = false

  package init(
    plan: ProgramPlan, specName: String, inputs: [InputDescription],
    parameters: [ParameterDescription], training: TrainingDescription? = nil,
    data: DataDescription? = nil, runtime: Runtime, isProfiled: Bool = false
  ) {
    self.plan = plan
    self.specName = specName
    self.inputs = inputs
    self.parameters = parameters
    self.training = training
    self.data = data
    self.runtime = runtime
    self.isProfiled = isProfiled
  }
}

/// What a data input is beside its buffer.
package struct InputDescription: Hashable, Sendable {
  /// The name of its `PlannedBuffer`, and of the data's field.
  package var name: String
  /// Values lie in `0..<bound`.
  package var bound: Int?
  /// Read by loss and metrics alone; `predict` does without.
  package var isTarget: Bool

  package init(name: String, bound: Int? = nil, isTarget: Bool = false) {
    self.name = name
    self.bound = bound
    self.isTarget = isTarget
  }
}

/// What a persistent tensor holds at first.
package struct ParameterDescription: Hashable, Sendable {
  package enum Initializer: Hashable, Sendable {
    case zeros
    case ones
    case constant(Double)
    /// U(−bound, bound).
    case uniform(bound: Double)
    case normal(mean: Double, deviation: Double)
    case truncatedNormal(mean: Double, deviation: Double)
  }

  /// The name of its `PlannedBuffer`.
  package var name: String
  package var initializer: Initializer

  package init(name: String, initializer: Initializer) {
    self.name = name
    self.initializer = initializer
  }
}

/// How long and how to train.
package struct TrainingDescription: Hashable, Sendable {
  package enum Length: Hashable, Sendable {
    case epochs(Int)
    case steps(Int)
  }

  /// A metric of an evaluation output against a target, all by name.
  package struct Metric: Hashable, Sendable {
    package var name: String
    package var output: String
    package var target: String

    package init(name: String, output: String, target: String) {
      self.name = name
      self.output = output
      self.target = target
    }
  }

  package var length: Length
  package var seed: UInt64
  package var shuffle: Bool
  package var metrics: [Metric]
  /// A line in the log every so many steps; 0 for none.
  package var logEverySteps: Int

  package init(
    length: Length, seed: UInt64 = 0, shuffle: Bool = true, metrics: [Metric] = [],
    logEverySteps: Int = 0
  ) {
    self.length = length
    self.seed = seed
    self.shuffle = shuffle
    self.metrics = metrics
    self.logEverySteps = logEverySteps
  }
}
