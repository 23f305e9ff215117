import NetwrightIR
import NetwrightTensor

/// `eˣ − 1` of each element, exact near 0.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: `f32` or `f64`.
/// - Gradient: `∂x = g · (y + 1)`, from the result `y`.
/// - Cost: one operation an element, tens of cycles.
/// - Errors: `E0305` for other elements; `E0306` for other than one operand.
package struct ExponentialMinusOne: ElementwiseOp {
  package static let keyword = "expm1"
  package static let traits: OpTraits = [.elementwise, .expensive]
  package static let function = ScalarFunction.exponentialMinusOne
  package static let examples = [
    OpExample(ExponentialMinusOne(), [[2, 3]], result: [2, 3]),
    OpExample(ExponentialMinusOne(), [[]], result: []),
    OpExample(ExponentialMinusOne(), [[0, 3]], result: [0, 3]),
    OpExample(ExponentialMinusOne(), [[17]], result: [17]),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let y = site.result
    return [graph.multiply(site.upstream, graph.add(y, graph.constant(1, like: y)))]
  }
}

extension GraphBuilder {
  package mutating func exponentialMinusOne(_ x: Value) -> Value { apply(ExponentialMinusOne(), x) }
}
