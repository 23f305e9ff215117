/// What an emitted program says of itself to `ProgramMain`.
public struct ProgramDescription: Sendable {
  public let name: String
  /// Floating-point operations of one training step.
  public let flopsPerStep: Int
  public let trainingPlan: TrainingPlan
  /// Makes the program with a team of so many threads.
  /// What it can do beside `bench`.
  public let commands: [ProgramCommand]
  public let makeProgram: @Sendable (_ threads: Int) -> any Program

  public init(
    name: String, flopsPerStep: Int, trainingPlan: TrainingPlan, commands: [ProgramCommand] = [],
    makeProgram: @escaping @Sendable (_ threads: Int) -> any Program
  ) {
    self.name = name
    self.flopsPerStep = flopsPerStep
    self.trainingPlan = trainingPlan
    self.commands = commands
    self.makeProgram = makeProgram
  }
}
