import NetwrightIR
import NetwrightTensor

/// Sine of each element, in radians.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: `f32` or `f64`.
/// - Gradient: `∂x = g · cos x`.
/// - Cost: one operation an element, tens of cycles.
/// - Errors: `E0305` for other elements; `E0306` for other than one operand.
package struct Sine: ElementwiseOp {
  package static let keyword = "sin"
  package static let traits: OpTraits = [.elementwise, .expensive]
  package static let function = ScalarFunction.sine
  package static let examples = [
    OpExample(Sine(), [[2, 3]], result: [2, 3]),
    OpExample(Sine(), [[]], result: []),
    OpExample(Sine(), [[0, 3]], result: [0, 3]),
    OpExample(Sine(), [[17]], result: [17]),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    [graph.multiply(site.upstream, graph.cosine(site.inputs[0]))]
  }
}

extension GraphBuilder {
  package mutating func sine(_ x: Value) -> Value { apply(Sine(), x) }
}
