import NetwrightRuntime

/// The loaded data of a plan.
public struct Splits: Sendable {
  public let train: any BatchSource
  public let validation: any BatchSource
  public let test: any BatchSource
  /// What was fitted on the training split, or restored; belongs into every checkpoint.
  public let statistics: [HostTensor]
  /// A digest of the plan's split and the rows, for refusing to resume on other data.
  public let digest: String

  public init(
    train: any BatchSource, validation: any BatchSource, test: any BatchSource,
    statistics: [HostTensor], digest: String
  ) {
    self.train = train
    self.validation = validation
    self.test = test
    self.statistics = statistics
    self.digest = digest
  }

  public func source(named name: String) -> (any BatchSource)? {
    switch name {
    case "train": train
    case "validation": validation
    case "test": test
    default: nil
    }
  }
}
