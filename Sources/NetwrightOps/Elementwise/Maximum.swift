import NetwrightIR
import NetwrightTensor

/// The larger of two elements; NaN wins over any number.
///
/// - Shapes: `a: s`, `b: s` → `s`.
/// - Dtype: any float or integer, the same on both sides.
/// - Gradient: `g` for the larger operand, `g / 2` for each of two equal ones.
/// - Cost: one operation an element.
/// - Errors: `E0303` when the shapes differ; `E0305` when the element types do.
package struct Maximum: ElementwiseOp {
  package static let keyword = "maximum"
  package static let traits: OpTraits = [.elementwise, .commutative, .kinked]
  package static let function = ScalarFunction.maximum
  package static let examples = [
    OpExample(Maximum(), [[2, 3], [2, 3]], result: [2, 3]),
    OpExample(Maximum(), [[], []], result: []),
    OpExample(Maximum(), [[0, 3], [0, 3]], result: [0, 3]),
    OpExample(Maximum(), [[17], [17]], result: [17]),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    // Equal operands share: half the gradient each, as PyTorch does.
    let (a, b, g) = (site.inputs[0], site.inputs[1], site.upstream)
    let zero = graph.constant(0, like: g)
    let half = graph.multiply(g, graph.constant(0.5, like: g))
    let shared = graph.select(graph.equal(a, b), half, g)
    return [
      graph.select(graph.less(a, b), zero, shared), graph.select(graph.less(b, a), zero, shared),
    ]
  }
}

extension GraphBuilder {
  package mutating func maximum(_ a: Value, _ b: Value) -> Value { apply(Maximum(), a, b) }
}
