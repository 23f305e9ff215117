import NetwrightIR
import NetwrightTensor

/// Natural logarithm of each element; −∞ at 0, NaN below.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: `f32` or `f64`.
/// - Gradient: `∂x = g / x`.
/// - Cost: one operation an element, tens of cycles.
/// - Errors: `E0305` for other elements; `E0306` for other than one operand.
package struct Logarithm: ElementwiseOp {
  package static let keyword = "log"
  package static let traits: OpTraits = [.elementwise, .expensive]
  package static let function = ScalarFunction.logarithm
  package static let examples = [
    OpExample(Logarithm(), [[2, 3]], result: [2, 3], range: 0.5...2),
    OpExample(Logarithm(), [[]], result: [], range: 0.5...2),
    OpExample(Logarithm(), [[0, 3]], result: [0, 3], range: 0.5...2),
    OpExample(Logarithm(), [[17]], result: [17], range: 0.5...2),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    [graph.divide(site.upstream, site.inputs[0])]
  }
}

extension GraphBuilder {
  package mutating func logarithm(_ x: Value) -> Value { apply(Logarithm(), x) }
}
