import NetwrightIR
import NetwrightTensor

/// `1 / √x` of each element.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: `f32` or `f64`.
/// - Gradient: `∂x = −g · y³ / 2`, from the result `y`.
/// - Cost: one operation an element, several cycles.
/// - Errors: `E0305` for other elements; `E0306` for other than one operand.
package struct ReciprocalSquareRoot: ElementwiseOp {
  package static let keyword = "rsqrt"
  package static let traits: OpTraits = [.elementwise]
  package static let function = ScalarFunction.reciprocalSquareRoot
  package static let examples = [
    OpExample(ReciprocalSquareRoot(), [[2, 3]], result: [2, 3], range: 0.5...2),
    OpExample(ReciprocalSquareRoot(), [[]], result: [], range: 0.5...2),
    OpExample(ReciprocalSquareRoot(), [[0, 3]], result: [0, 3], range: 0.5...2),
    OpExample(ReciprocalSquareRoot(), [[17]], result: [17], range: 0.5...2),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let y = site.result
    let cube = graph.multiply(y, graph.multiply(y, y))
    let slope = graph.multiply(cube, graph.constant(-0.5, like: y))
    return [graph.multiply(site.upstream, slope)]
  }
}

extension GraphBuilder {
  package mutating func reciprocalSquareRoot(_ x: Value) -> Value {
    apply(ReciprocalSquareRoot(), x)
  }
}
