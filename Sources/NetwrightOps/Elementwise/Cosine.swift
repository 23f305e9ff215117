import NetwrightIR
import NetwrightTensor

/// Cosine of each element, in radians.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: `f32` or `f64`.
/// - Gradient: `∂x = −g · sin x`.
/// - Cost: one operation an element, tens of cycles.
/// - Errors: `E0305` for other elements; `E0306` for other than one operand.
package struct Cosine: ElementwiseOp {
  package static let keyword = "cos"
  package static let traits: OpTraits = [.elementwise, .expensive]
  package static let function = ScalarFunction.cosine
  package static let examples = [
    OpExample(Cosine(), [[2, 3]], result: [2, 3]),
    OpExample(Cosine(), [[]], result: []),
    OpExample(Cosine(), [[0, 3]], result: [0, 3]),
    OpExample(Cosine(), [[17]], result: [17]),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    [graph.negate(graph.multiply(site.upstream, graph.sine(site.inputs[0])))]
  }
}

extension GraphBuilder {
  package mutating func cosine(_ x: Value) -> Value { apply(Cosine(), x) }
}
