import NetwrightIR
import NetwrightTensor

/// The element of `a` where the mask is true, else that of `b`.
///
/// - Shapes: `mask: s`, `a: s`, `b: s` → `s`.
/// - Dtype: mask `bool`; `a` and `b` any, the same.
/// - Gradient: `∂a = g` where the mask is true, `∂b = g` where it is false, else 0.
/// - Cost: one operation an element.
/// - Errors: `E0303` when the shapes differ; `E0305` when the element types do.
package struct Select: ElementwiseOp {
  package static let keyword = "select"
  package static let traits: OpTraits = [.elementwise]
  package static let function = ScalarFunction.select
  package static let examples = [
    OpExample(
      Select(),
      [TensorType(sizes: [2, 3], .bool), TensorType(sizes: [2, 3]), TensorType(sizes: [2, 3])],
      results: [TensorType(sizes: [2, 3])]),
    OpExample(
      Select(),
      [TensorType(sizes: [], .bool), TensorType(sizes: []), TensorType(sizes: [])],
      results: [TensorType(sizes: [])]),
    OpExample(
      Select(),
      [TensorType(sizes: [0], .bool), TensorType(sizes: [0]), TensorType(sizes: [0])],
      results: [TensorType(sizes: [0])]),
    OpExample(
      Select(),
      [TensorType(sizes: [17], .bool), TensorType(sizes: [17]), TensorType(sizes: [17])],
      results: [TensorType(sizes: [17])]),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let (mask, g) = (site.inputs[0], site.upstream)
    let zero = graph.constant(0, like: g)
    return [nil, graph.select(mask, g, zero), graph.select(mask, zero, g)]
  }
}

extension GraphBuilder {
  package mutating func select(_ mask: Value, _ a: Value, _ b: Value) -> Value {
    apply(Select(), mask, a, b)
  }
}
