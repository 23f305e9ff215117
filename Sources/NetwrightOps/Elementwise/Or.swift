import NetwrightIR
import NetwrightTensor

/// Whether at least one is true.
///
/// - Shapes: `a: s`, `b: s` → `s`.
/// - Dtype: `bool`.
/// - Gradient: none.
/// - Cost: one operation an element.
/// - Errors: `E0303` when the shapes differ; `E0305` when the element types do.
package struct Or: ElementwiseOp {
  package static let keyword = "or"
  package static let traits: OpTraits = [.elementwise, .commutative, .opaqueToGradient]
  package static let function = ScalarFunction.or
  package static let examples = [
    OpExample(
      Or(), [TensorType(sizes: [2, 3], .bool), TensorType(sizes: [2, 3], .bool)],
      results: [TensorType(sizes: [2, 3], .bool)]),
    OpExample(
      Or(), [TensorType(sizes: [], .bool), TensorType(sizes: [], .bool)],
      results: [TensorType(sizes: [], .bool)]),
    OpExample(
      Or(), [TensorType(sizes: [0], .bool), TensorType(sizes: [0], .bool)],
      results: [TensorType(sizes: [0], .bool)]),
  ]

  package init() {}
}

extension GraphBuilder {
  package mutating func or(_ a: Value, _ b: Value) -> Value { apply(Or(), a, b) }
}
