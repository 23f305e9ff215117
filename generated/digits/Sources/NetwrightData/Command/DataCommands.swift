import NetwrightRuntime

/// What an emitted program can do with data.
enum DataCommands {
  static func all(_ plan: DataPlan) -> [ProgramCommand] {
    [
      ProgramCommand(
        name: "train", help: "train on the data and save the weights",
        options: TrainCommand.options,
        run: { try TrainCommand.run($0, $1, plan) }),
      ProgramCommand(
        name: "evaluate", help: "measure saved weights on a split",
        options: EvaluateCommand.options,
        run: { try EvaluateCommand.run($0, $1, plan) }),
    ]
  }
}

extension ProgramDescription {
  /// A program with data has `train` and `evaluate` beside `bench`.
  public init(
    name: String, flopsPerStep: Int, dataPlan: DataPlan?, trainingPlan: TrainingPlan,
    makeProgram: @escaping @Sendable (_ threads: Int) -> any Program
  ) {
    self.init(
      name: name, flopsPerStep: flopsPerStep, trainingPlan: trainingPlan,
      commands: dataPlan.map(DataCommands.all) ?? [], makeProgram: makeProgram)
  }
}

extension CommandOptions.Option {
  static let data = Self(
    name: "data", placeholder: "DIR", help: "the folder that data paths start from (default: .)")
}
