import NetwrightRuntime

/// What an emitted program says of itself to `ProgramMain`.
public struct ProgramDescription: Sendable {
  public let name: String
  /// Floating-point operations of one training step.
  public let flopsPerStep: Int
  public let dataPlan: DataPlan?
  public let trainingPlan: TrainingPlan
  /// Makes the program with a team of so many threads.
  public let makeProgram: @Sendable (_ threads: Int) -> any Program

  public init(
    name: String, flopsPerStep: Int, dataPlan: DataPlan?, trainingPlan: TrainingPlan,
    makeProgram: @escaping @Sendable (_ threads: Int) -> any Program
  ) {
    self.name = name
    self.flopsPerStep = flopsPerStep
    self.dataPlan = dataPlan
    self.trainingPlan = trainingPlan
    self.makeProgram = makeProgram
  }
}
