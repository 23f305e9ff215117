/// Where data come from and what becomes of them; every part can be written as a Swift literal.
public struct DataPlan: Equatable, Sendable {
  public enum Source: Equatable, Sendable {
    /// Cells separated by `delimiter`, one ASCII character. Without a header, columns are named
    /// by their position: `0`, `1`, ….
    case csv(path: String, delimiter: Character = ",", header: Bool = true)
    /// The format of MNIST; fields read the columns `images` and `labels`. Files may be gzipped.
    case idx(images: String, labels: String)
  }

  /// What an empty cell means.
  public enum MissingValues: Equatable, Sendable {
    case refuse
    /// Leaves out every row with an empty cell in a column that a field reads.
    case dropRow
  }

  public var source: Source
  /// The test split, when it has files of its own.
  public var test: Source?
  public var fields: [FieldPlan]
  public var missing: MissingValues
  public var split: SplitPlan

  public init(
    source: Source, test: Source? = nil, fields: [FieldPlan], missing: MissingValues = .refuse,
    split: SplitPlan = SplitPlan()
  ) {
    self.source = source
    self.test = test
    self.fields = fields
    self.missing = missing
    self.split = split
  }
}
