/// The figures of one evaluation of one split.
public struct Evaluation: Equatable, Sendable {
  public struct Figure: Equatable, Sendable {
    public let name: String
    public let value: Double

    public init(name: String, value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// `loss` first, then the metrics in the order of the plan.
  public let figures: [Figure]

  public init(figures: [Figure]) { self.figures = figures }

  public subscript(name: String) -> Double? { figures.first { $0.name == name }?.value }

  var json: [(String, String)] { figures.map { ($0.name, JSONText.number($0.value)) } }
}

/// What a run came to.
public struct TrainingResult: Equatable, Sendable {
  public var epochs: Int
  public var steps: Int
  public var isInterrupted: Bool
  public var lastLoss: Float?
  public var validation: Evaluation?
  public var test: Evaluation?

  /// The contents of `result.json`.
  public var json: String {
    var members: [(String, String)] = []
    if let test { members.append(("test", JSONText.object(test.json))) }
    if let validation { members.append(("validation", JSONText.object(validation.json))) }
    members.append(("epochs", String(epochs)))
    members.append(("steps", String(steps)))
    if isInterrupted { members.append(("interrupted", "true")) }
    return JSONText.object(members)
  }
}
