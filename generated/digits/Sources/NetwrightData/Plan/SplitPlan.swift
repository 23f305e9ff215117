/// How rows are divided, as fractions of the whole that sum to 1.
public struct SplitPlan: Equatable, Sendable {
  public var train: Double
  public var validation: Double
  public var test: Double
  /// A `classIndex` or `category` field whose proportions every part keeps.
  public var stratify: String?
  public var seed: UInt64

  public init(
    train: Double = 1, validation: Double = 0, test: Double = 0, stratify: String? = nil,
    seed: UInt64 = 0
  ) {
    self.train = train
    self.validation = validation
    self.test = test
    self.stratify = stratify
    self.seed = seed
  }
}
