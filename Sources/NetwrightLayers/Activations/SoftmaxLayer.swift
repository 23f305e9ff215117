import NetwrightIR
import NetwrightOps
import NetwrightTensor

/// Softmax over the last axis; losses that take logits refuse its result.
package struct SoftmaxLayer: ActivationLayer {
  package static let keyword = "softmax"
  package static let doc = "Softmax over the last axis; losses that take logits refuse its result."

  package init() {}

  package static func apply(_ x: Value, in graph: inout GraphBuilder) -> Value { graph.softmax(x) }

  /// Softmax of a single value is 1, whatever it is.
  package static func misuse(of type: TensorType, at site: LayerSite) -> LayerError? {
    guard let width = type.shape.dims.last,
      site.model.graph.context.solver.truth(of: .equal(width, 1)) == .yes
    else { return nil }
    return .softmaxOfOne(type)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    guard site.input.type.dtype.isFloat else { throw .elementType(site.input, needed: .floats) }
    guard site.input.activation != Self.keyword else { throw .softmaxTwice(site.input) }
    return Self.asActivation(site.input.value, at: site)
  }
}
