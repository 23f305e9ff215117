/// The first values of a parameter or state; the runtime makes them from the run's seed and name.
package enum InitialValue: Hashable, Sendable {
  case zeros
  case ones
  case constant(Double)
  /// U(−bound, bound).
  case uniform(bound: Double)
  case normal(mean: Double, deviation: Double)
  /// Normal, drawn again outside `mean` ± 2 deviations.
  case truncatedNormal(mean: Double, deviation: Double)
}
