import NetwrightIR
import NetwrightTensor

/// Quotient of two tensors, element by element.
///
/// - Shapes: `a: s`, `b: s` → `s`.
/// - Dtype: `f32` or `f64`, the same on both sides.
/// - Gradient: `∂a = g / b`, `∂b = −g · y / b`, from the result `y`.
/// - Cost: one operation an element, several cycles.
/// - Errors: `E0303` when the shapes differ; `E0305` when the element types do.
package struct Divide: ElementwiseOp {
  package static let keyword = "divide"
  package static let traits: OpTraits = [.elementwise]
  package static let function = ScalarFunction.divide
  package static let examples = [
    OpExample(Divide(), [[2, 3], [2, 3]], result: [2, 3], range: 0.5...2),
    OpExample(Divide(), [[], []], result: [], range: 0.5...2),
    OpExample(Divide(), [[0, 3], [0, 3]], result: [0, 3], range: 0.5...2),
    OpExample(Divide(), [[17], [17]], result: [17], range: 0.5...2),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let (b, g) = (site.inputs[1], site.upstream)
    let right = graph.divide(graph.multiply(g, site.result), b)
    return [graph.divide(g, b), graph.negate(right)]
  }
}

extension GraphBuilder {
  package mutating func divide(_ a: Value, _ b: Value) -> Value { apply(Divide(), a, b) }
}
