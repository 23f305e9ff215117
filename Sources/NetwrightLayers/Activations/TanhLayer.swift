import NetwrightIR
import NetwrightOps

/// Hyperbolic tangent, element by element.
package struct TanhLayer: ActivationLayer {
  package static let keyword = "tanh"
  package static let doc = "Hyperbolic tangent, element by element."

  package init() {}

  package static func apply(_ x: Value, in graph: inout GraphBuilder) -> Value { graph.tanh(x) }
}
