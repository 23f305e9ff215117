import NetwrightIR
import NetwrightTensor

/// Difference of two tensors, element by element.
///
/// - Shapes: `a: s`, `b: s` → `s`.
/// - Dtype: any float or integer, the same on both sides.
/// - Gradient: `∂a = g`, `∂b = −g`.
/// - Cost: one operation an element.
/// - Errors: `E0303` when the shapes differ; `E0305` when the element types do.
package struct Subtract: ElementwiseOp {
  package static let keyword = "subtract"
  package static let traits: OpTraits = [.elementwise]
  package static let function = ScalarFunction.subtract
  package static let examples = [
    OpExample(Subtract(), [[2, 3], [2, 3]], result: [2, 3]),
    OpExample(Subtract(), [[], []], result: []),
    OpExample(Subtract(), [[0, 3], [0, 3]], result: [0, 3]),
    OpExample(Subtract(), [[17], [17]], result: [17]),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    [site.upstream, graph.negate(site.upstream)]
  }
}

extension GraphBuilder {
  package mutating func subtract(_ a: Value, _ b: Value) -> Value { apply(Subtract(), a, b) }
}
