import NetwrightIR
import NetwrightOps

/// Rectifier, max(x, 0), element by element.
package struct ReLULayer: ActivationLayer {
  package static let keyword = "relu"
  package static let doc = "Rectifier, max(x, 0), element by element."

  package init() {}

  package static func apply(_ x: Value, in graph: inout GraphBuilder) -> Value { graph.relu(x) }
}
