import NetwrightIR
import NetwrightTensor

/// The square root of each element; NaN below 0.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: `f32` or `f64`.
/// - Gradient: `∂x = g / (2 · y)`, from the result `y`.
/// - Cost: one operation an element, several cycles.
/// - Errors: `E0305` for other elements; `E0306` for other than one operand.
package struct SquareRoot: ElementwiseOp {
  package static let keyword = "sqrt"
  package static let traits: OpTraits = [.elementwise]
  package static let function = ScalarFunction.squareRoot
  package static let examples = [
    OpExample(SquareRoot(), [[2, 3]], result: [2, 3], range: 0.5...2),
    OpExample(SquareRoot(), [[]], result: [], range: 0.5...2),
    OpExample(SquareRoot(), [[0, 3]], result: [0, 3], range: 0.5...2),
    OpExample(SquareRoot(), [[17]], result: [17], range: 0.5...2),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let twice = graph.add(site.result, site.result)
    return [graph.divide(site.upstream, twice)]
  }
}

extension GraphBuilder {
  package mutating func squareRoot(_ x: Value) -> Value { apply(SquareRoot(), x) }
}
