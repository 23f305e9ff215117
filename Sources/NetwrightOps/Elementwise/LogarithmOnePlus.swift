import NetwrightIR
import NetwrightTensor

/// `ln(1 + x)` of each element, exact near 0.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: `f32` or `f64`.
/// - Gradient: `∂x = g / (1 + x)`.
/// - Cost: one operation an element, tens of cycles.
/// - Errors: `E0305` for other elements; `E0306` for other than one operand.
package struct LogarithmOnePlus: ElementwiseOp {
  package static let keyword = "log1p"
  package static let traits: OpTraits = [.elementwise, .expensive]
  package static let function = ScalarFunction.logarithmOnePlus
  package static let examples = [
    OpExample(LogarithmOnePlus(), [[2, 3]], result: [2, 3], range: -0.5...2),
    OpExample(LogarithmOnePlus(), [[]], result: [], range: -0.5...2),
    OpExample(LogarithmOnePlus(), [[0, 3]], result: [0, 3], range: -0.5...2),
    OpExample(LogarithmOnePlus(), [[17]], result: [17], range: -0.5...2),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let x = site.inputs[0]
    return [graph.divide(site.upstream, graph.add(x, graph.constant(1, like: x)))]
  }
}

extension GraphBuilder {
  package mutating func logarithmOnePlus(_ x: Value) -> Value { apply(LogarithmOnePlus(), x) }
}
