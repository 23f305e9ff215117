import NetwrightIR
import NetwrightTensor

/// Sum of two tensors, element by element.
///
/// - Shapes: `a: s`, `b: s` → `s`.
/// - Dtype: any float or integer, the same on both sides.
/// - Gradient: `∂a = g`, `∂b = g`.
/// - Cost: one operation an element.
/// - Errors: `E0303` when the shapes differ; `E0305` when the element types do.
package struct Add: ElementwiseOp {
  package static let keyword = "add"
  package static let traits: OpTraits = [.elementwise, .commutative]
  package static let function = ScalarFunction.add
  package static let examples = [
    OpExample(Add(), [[2, 3], [2, 3]], result: [2, 3]),
    OpExample(Add(), [[], []], result: []),
    OpExample(Add(), [[0, 3], [0, 3]], result: [0, 3]),
    OpExample(Add(), [[17], [17]], result: [17]),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    [site.upstream, site.upstream]
  }
}

extension GraphBuilder {
  package mutating func add(_ a: Value, _ b: Value) -> Value { apply(Add(), a, b) }
}
