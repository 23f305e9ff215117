import NetwrightIR
import NetwrightTensor

/// The logistic function `1 / (1 + e⁻ˣ)` of each element.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: `f32` or `f64`.
/// - Gradient: `∂x = g · y · (1 − y)`, from the result `y`.
/// - Cost: one operation an element, tens of cycles.
/// - Errors: `E0305` for other elements; `E0306` for other than one operand.
package struct Logistic: ElementwiseOp {
  package static let keyword = "sigmoid"
  package static let traits: OpTraits = [.elementwise, .expensive]
  package static let function = ScalarFunction.logistic
  package static let examples = [
    OpExample(Logistic(), [[2, 3]], result: [2, 3]),
    OpExample(Logistic(), [[]], result: []),
    OpExample(Logistic(), [[0, 3]], result: [0, 3]),
    OpExample(Logistic(), [[17]], result: [17]),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let y = site.result
    let rest = graph.subtract(graph.constant(1, like: y), y)
    return [graph.multiply(site.upstream, graph.multiply(y, rest))]
  }
}

extension GraphBuilder {
  package mutating func sigmoid(_ x: Value) -> Value { apply(Logistic(), x) }
}
