import NetwrightIR
import NetwrightOps

/// Gaussian error linear unit, x·Φ(x), exact (Hendrycks and Gimpel, 2016).
package struct GELULayer: ActivationLayer {
  package static let keyword = "gelu"
  package static let doc = "Gaussian error linear unit, x·Φ(x), exact (Hendrycks and Gimpel, 2016)."

  package init() {}

  package static func apply(_ x: Value, in graph: inout GraphBuilder) -> Value { graph.gelu(x) }
}
