import NetwrightIR
import NetwrightTensor

/// The error function `2/√π · ∫₀ˣ e^(−t²) dt` of each element.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: `f32` or `f64`.
/// - Gradient: `∂x = g · 2/√π · e^(−x²)`.
/// - Cost: one operation an element, tens of cycles.
/// - Errors: `E0305` for other elements; `E0306` for other than one operand.
package struct ErrorFunction: ElementwiseOp {
  package static let keyword = "erf"
  package static let traits: OpTraits = [.elementwise, .expensive]
  package static let function = ScalarFunction.errorFunction
  package static let examples = [
    OpExample(ErrorFunction(), [[2, 3]], result: [2, 3]),
    OpExample(ErrorFunction(), [[]], result: []),
    OpExample(ErrorFunction(), [[0, 3]], result: [0, 3]),
    OpExample(ErrorFunction(), [[17]], result: [17]),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let x = site.inputs[0]
    let bell = graph.exponential(graph.negate(graph.multiply(x, x)))
    let slope = graph.multiply(bell, graph.constant(1.1283791670955126, like: x))
    return [graph.multiply(site.upstream, slope)]
  }
}

extension GraphBuilder {
  package mutating func errorFunction(_ x: Value) -> Value { apply(ErrorFunction(), x) }
}
