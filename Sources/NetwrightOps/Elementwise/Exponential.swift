import NetwrightIR
import NetwrightTensor

/// `eˣ` of each element.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: `f32` or `f64`.
/// - Gradient: `∂x = g · y`, from the result `y`.
/// - Cost: one operation an element, tens of cycles.
/// - Errors: `E0305` for other elements; `E0306` for other than one operand.
package struct Exponential: ElementwiseOp {
  package static let keyword = "exp"
  package static let traits: OpTraits = [.elementwise, .expensive]
  package static let function = ScalarFunction.exponential
  package static let examples = [
    OpExample(Exponential(), [[2, 3]], result: [2, 3]),
    OpExample(Exponential(), [[]], result: []),
    OpExample(Exponential(), [[0, 3]], result: [0, 3]),
    OpExample(Exponential(), [[17]], result: [17]),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    [graph.multiply(site.upstream, site.result)]
  }
}

extension GraphBuilder {
  package mutating func exponential(_ x: Value) -> Value { apply(Exponential(), x) }
}
