import NetwrightIR
import NetwrightOps

/// Sigmoid linear unit, x/(1 + exp(−x)) (Elfwing et al., 2017).
package struct SiLULayer: ActivationLayer {
  package static let keyword = "silu"
  package static let doc = "Sigmoid linear unit, x/(1 + exp(−x)) (Elfwing et al., 2017)."

  package init() {}

  package static func apply(_ x: Value, in graph: inout GraphBuilder) -> Value { graph.silu(x) }
}
