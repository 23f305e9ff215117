import NetwrightIR
import NetwrightTensor

/// Whether both are true.
///
/// - Shapes: `a: s`, `b: s` → `s`.
/// - Dtype: `bool`.
/// - Gradient: none.
/// - Cost: one operation an element.
/// - Errors: `E0303` when the shapes differ; `E0305` when the element types do.
package struct And: ElementwiseOp {
  package static let keyword = "and"
  package static let traits: OpTraits = [.elementwise, .commutative, .opaqueToGradient]
  package static let function = ScalarFunction.and
  package static let examples = [
    OpExample(
      And(), [TensorType(sizes: [2, 3], .bool), TensorType(sizes: [2, 3], .bool)],
      results: [TensorType(sizes: [2, 3], .bool)]),
    OpExample(
      And(), [TensorType(sizes: [], .bool), TensorType(sizes: [], .bool)],
      results: [TensorType(sizes: [], .bool)]),
    OpExample(
      And(), [TensorType(sizes: [0], .bool), TensorType(sizes: [0], .bool)],
      results: [TensorType(sizes: [0], .bool)]),
  ]

  package init() {}
}

extension GraphBuilder {
  package mutating func and(_ a: Value, _ b: Value) -> Value { apply(And(), a, b) }
}
