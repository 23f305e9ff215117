import NetwrightIR
import NetwrightOps

/// Logistic function, 1/(1 + exp(−x)), element by element.
package struct SigmoidLayer: ActivationLayer {
  package static let keyword = "sigmoid"
  package static let doc = "Logistic function, 1/(1 + exp(−x)), element by element."

  package init() {}

  package static func apply(_ x: Value, in graph: inout GraphBuilder) -> Value { graph.sigmoid(x) }
}
