import NetwrightDiagnostics
import NetwrightSchema

/// What a spec is held to.
package enum Expectation: Hashable, Sendable {
  /// Held by `check`: `parameters`, `trainable_parameters`.
  case parameters(name: String, Comparison)
  case output(name: String, type: DeclaredType)
  /// Held by `check`, after the plan has been made.
  case cost(Cost, Comparison)
  /// Held after training, on the test split or else the validation split.
  case metric(name: String, Comparison)

  /// What a program costs; known when its kernels and its memory are planned.
  package enum Cost: String, CaseIterable, Sendable {
    /// Products of contractions and convolutions, for one row, forward.
    case multiplyAccumulates = "multiply_accumulates"
    /// Floating-point operations of a training step, or of an evaluation where nothing is trained.
    case operations = "flops"
    /// Bytes of the memory that is planned for the program.
    case peakMemory = "peak_memory"

    package var noun: String {
      switch self {
      case .multiplyAccumulates: "multiply-accumulates a row"
      case .operations: "operations a step"
      case .peakMemory: "bytes of planned memory"
      }
    }

    var quantity: Comparison.Quantity { self == .peakMemory ? .bytes : .count }
  }
}
