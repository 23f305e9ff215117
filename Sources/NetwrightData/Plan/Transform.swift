/// A step of preprocessing on numbers; steps apply in order, in `Double`.
public enum Transform: Equatable, Sendable {
  public enum Grouping: Equatable, Sendable {
    /// One mean and deviation per column, that is per element of a row.
    case perColumn
    /// One per index of the last axis; for a field without axes one in all.
    case perChannel
  }

  /// x · factor.
  case scale(Double)
  /// (x − mean) / deviation, both fitted on the training split alone. The deviation is that of
  /// the population (divided by n); where it is 0 the divisor is 1.
  case standardize(Grouping)
}
