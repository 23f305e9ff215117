import NetwrightIR
import NetwrightTensor

/// Hyperbolic tangent, element by element.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: `∂x = g · (1 − y²)`, from the result `y`.
/// - Cost: one operation an element, tens of cycles.
/// - Errors: `E0306` for other than one operand.
package struct HyperbolicTangent: ElementwiseOp {
  package static let keyword = "tanh"
  package static let traits: OpTraits = [.elementwise, .expensive]
  package static let function = ScalarFunction.hyperbolicTangent
  package static let examples = [OpExample(HyperbolicTangent(), [[2, 3]], result: [2, 3])]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let square = graph.multiply(site.result, site.result)
    return [graph.multiply(site.upstream, graph.subtract(graph.constant(1, like: square), square))]
  }
}

extension GraphBuilder {
  package mutating func tanh(_ x: Value) -> Value { apply(HyperbolicTangent(), x) }
}
