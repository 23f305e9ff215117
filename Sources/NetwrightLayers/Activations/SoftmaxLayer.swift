import NetwrightIR
import NetwrightOps

/// Softmax over the last axis; losses that take logits refuse its result.
package struct SoftmaxLayer: ActivationLayer {
  package static let keyword = "softmax"
  package static let doc = "Softmax over the last axis; losses that take logits refuse its result."

  package init() {}

  package static func apply(_ x: Value, in graph: inout GraphBuilder) -> Value { graph.softmax(x) }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    guard site.input.type.dtype.isFloat else { throw .elementType(site.input, needed: .floats) }
    guard site.input.activation != Self.keyword else { throw .softmaxTwice(site.input) }
    return Self.apply(site.input.value, in: &site.model.graph)
  }
}
