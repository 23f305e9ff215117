import NetwrightIR
import NetwrightTensor

/// Product of two tensors, element by element.
///
/// - Shapes: `a: s`, `b: s` → `s`.
/// - Dtype: any float or integer, the same on both sides.
/// - Gradient: `∂a = g · b`, `∂b = g · a`.
/// - Cost: one operation an element.
/// - Errors: `E0303` when the shapes differ; `E0305` when the element types do.
package struct Multiply: ElementwiseOp {
  package static let keyword = "multiply"
  package static let traits: OpTraits = [.elementwise, .commutative]
  package static let function = ScalarFunction.multiply
  package static let examples = [
    OpExample(Multiply(), [[2, 3], [2, 3]], result: [2, 3]),
    OpExample(Multiply(), [[], []], result: []),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    [
      graph.multiply(site.upstream, site.inputs[1]), graph.multiply(site.upstream, site.inputs[0]),
    ]
  }
}

extension GraphBuilder {
  package mutating func multiply(_ a: Value, _ b: Value) -> Value { apply(Multiply(), a, b) }
}
