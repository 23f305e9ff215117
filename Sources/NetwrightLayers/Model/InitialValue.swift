/// The first values of a parameter or state; the runtime makes them from the run's seed and name.
package enum InitialValue: Hashable, Sendable {
  case zeros
  case ones
  case constant(Double)
  /// U(−bound, bound).
  case uniform(bound: Double)
  case normal(mean: Double, deviation: Double)
}

/// How the spec asks for the weights of a layer to begin.
package enum WeightInitializer: String, CaseIterable, Sendable {
  /// U(±1/√fan_in), PyTorch's default.
  case fanInUniform = "fan_in_uniform"
  /// N(0, 2/fan_in), He et al. (2015).
  case heNormal = "he_normal"
  /// U(±√(6/(fan_in + fan_out))), Glorot and Bengio (2010).
  case glorotUniform = "glorot_uniform"
  case zeros

  package func value(fanIn: Int, fanOut: Int) -> InitialValue {
    let (inward, outward) = (Double(max(fanIn, 1)), Double(max(fanOut, 1)))
    switch self {
    case .fanInUniform: return .uniform(bound: 1 / inward.squareRoot())
    case .heNormal: return .normal(mean: 0, deviation: (2 / inward).squareRoot())
    case .glorotUniform: return .uniform(bound: (6 / (inward + outward)).squareRoot())
    case .zeros: return .zeros
    }
  }
}
