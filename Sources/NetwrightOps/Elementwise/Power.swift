import NetwrightIR
import NetwrightTensor

/// `a` to the power of `b`, element by element.
///
/// - Shapes: `a: s`, `b: s` → `s`.
/// - Dtype: `f32` or `f64`, the same on both sides.
/// - Gradient: `∂a = g · b · aᵇ⁻¹`, 0 where `b = 0`; `∂b = g · y · ln a`, 0 where `a = 0` and `b ≥
///   0`.
/// - Cost: one operation an element, a hundred cycles.
/// - Errors: `E0303` when the shapes differ; `E0305` when the element types do.
package struct Power: ElementwiseOp {
  package static let keyword = "power"
  package static let traits: OpTraits = [.elementwise, .expensive]
  package static let function = ScalarFunction.power
  package static let examples = [
    OpExample(Power(), [[2, 3], [2, 3]], result: [2, 3], range: 0.5...2),
    OpExample(Power(), [[], []], result: [], range: 0.5...2),
    OpExample(Power(), [[0, 3], [0, 3]], result: [0, 3], range: 0.5...2),
    OpExample(Power(), [[17], [17]], result: [17], range: 0.5...2),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let (a, b, g) = (site.inputs[0], site.inputs[1], site.upstream)
    let (zero, one) = (graph.constant(0, like: g), graph.constant(1, like: g))
    let slope = graph.multiply(b, graph.power(a, graph.subtract(b, one)))
    let left = graph.select(graph.equal(b, zero), zero, graph.multiply(g, slope))
    // y · ln a has the limit 0 at a = 0, where the formula gives 0 · −∞.
    let vanishes = graph.and(graph.equal(a, zero), graph.lessOrEqual(zero, b))
    let growth = graph.multiply(site.result, graph.logarithm(a))
    return [left, graph.select(vanishes, zero, graph.multiply(g, growth))]
  }
}

extension GraphBuilder {
  package mutating func power(_ a: Value, _ b: Value) -> Value { apply(Power(), a, b) }
}
