import NetwrightIR
import NetwrightTensor

/// The element where it is above 0, else 0; NaN stays NaN.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: any float or integer.
/// - Gradient: `∂x = g` where the result is above 0, else 0.
/// - Cost: one operation an element.
/// - Errors: `E0305` for other elements; `E0306` for other than one operand.
package struct Rectify: ElementwiseOp {
  package static let keyword = "relu"
  package static let traits: OpTraits = [.elementwise, .kinked]
  package static let function = ScalarFunction.rectify
  package static let examples = [
    OpExample(Rectify(), [[2, 3]], result: [2, 3]),
    OpExample(Rectify(), [[]], result: []),
    OpExample(Rectify(), [[0, 3]], result: [0, 3]),
    OpExample(Rectify(), [[17]], result: [17]),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    // Asking the result, not the operand, lets the operand's memory go.
    let zero = graph.constant(0, like: site.result)
    let passes = graph.less(zero, site.result)
    return [graph.select(passes, site.upstream, graph.constant(0, like: site.upstream))]
  }
}

extension GraphBuilder {
  package mutating func relu(_ x: Value) -> Value { apply(Rectify(), x) }
}
