/// How much work is left for an answer, so that none takes long, whatever is asked.
final class WorkBudget {
  private var left: Int

  init(_ units: Int = 25_000) { left = units }

  /// `false` where nothing is left.
  func spend(_ dim: Dim) -> Bool {
    left -= Int(dim.weight) + 20
    return left > 0
  }
}
