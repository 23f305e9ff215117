import NetwrightIR

/// Why a plan cannot become Swift. Each is a fault of the compiler, not of the spec.
package enum EmissionError: Error, Hashable, Sendable {
  /// A kernel holds what no skeleton carries.
  case unsupported(kernel: String, reason: String)
  /// A name in the request has no buffer in the plan, or the reverse.
  case missing(name: String, expected: String)
  /// A persistent tensor or an output that is not `f32`.
  case elementType(name: String, found: String)

  package var description: String {
    switch self {
    case .unsupported(let kernel, let reason): "cannot emit kernel `\(kernel)`: \(reason)"
    case .missing(let name, let expected): "`\(name)` is missing: expected \(expected)"
    case .elementType(let name, let found): "`\(name)`: expected f32, found \(found)"
    }
  }
}
