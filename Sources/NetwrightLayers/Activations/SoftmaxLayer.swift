import NetwrightIR
import NetwrightOps

/// Softmax over the last axis; losses that take logits refuse its result.
package struct SoftmaxLayer: ActivationLayer {
  package static let keyword = "softmax"
  package static let doc = "Softmax over the last axis; losses that take logits refuse its result."

  package init() {}

  package static func apply(_ x: Value, in graph: inout GraphBuilder) -> Value { graph.softmax(x) }
}
