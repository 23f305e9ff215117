import NetwrightIR
import NetwrightTensor

/// The smaller of two elements; NaN wins over any number.
///
/// - Shapes: `a: s`, `b: s` → `s`.
/// - Dtype: any float or integer, the same on both sides.
/// - Gradient: `g` for the smaller operand, `g / 2` for each of two equal ones.
/// - Cost: one operation an element.
/// - Errors: `E0303` when the shapes differ; `E0305` when the element types do.
package struct Minimum: ElementwiseOp {
  package static let keyword = "minimum"
  package static let traits: OpTraits = [.elementwise, .commutative, .kinked]
  package static let function = ScalarFunction.minimum
  package static let examples = [
    OpExample(Minimum(), [[2, 3], [2, 3]], result: [2, 3]),
    OpExample(Minimum(), [[], []], result: []),
    OpExample(Minimum(), [[0, 3], [0, 3]], result: [0, 3]),
    OpExample(Minimum(), [[17], [17]], result: [17]),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    // Equal operands share: half the gradient each, as PyTorch does.
    let (a, b, g) = (site.inputs[0], site.inputs[1], site.upstream)
    let zero = graph.constant(0, like: g)
    let half = graph.multiply(g, graph.constant(0.5, like: g))
    let shared = graph.select(graph.equal(a, b), half, g)
    return [
      graph.select(graph.less(b, a), zero, shared), graph.select(graph.less(a, b), zero, shared),
    ]
  }
}

extension GraphBuilder {
  package mutating func minimum(_ a: Value, _ b: Value) -> Value { apply(Minimum(), a, b) }
}
