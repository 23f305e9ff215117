import NetwrightIR
import NetwrightOps

/// Gaussian error linear unit in the tanh approximation of GPT-2.
package struct GELUTanhLayer: ActivationLayer {
  package static let keyword = "gelu_tanh"
  package static let doc = "Gaussian error linear unit in the tanh approximation of GPT-2."

  package init() {}

  package static func apply(_ x: Value, in graph: inout GraphBuilder) -> Value {
    graph.gelu(x, tanh: true)
  }
}
