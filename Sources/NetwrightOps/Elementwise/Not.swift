import NetwrightIR
import NetwrightTensor

/// Whether the operand is false.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: `bool`.
/// - Gradient: none.
/// - Cost: one operation an element.
/// - Errors: `E0305` for other elements; `E0306` for other than one operand.
package struct Not: ElementwiseOp {
  package static let keyword = "not"
  package static let traits: OpTraits = [.elementwise, .opaqueToGradient]
  package static let function = ScalarFunction.not
  package static let examples = [
    OpExample(
      Not(), [TensorType(sizes: [2, 3], .bool)],
      results: [TensorType(sizes: [2, 3], .bool)]),
    OpExample(
      Not(), [TensorType(sizes: [], .bool)],
      results: [TensorType(sizes: [], .bool)]),
    OpExample(
      Not(), [TensorType(sizes: [0], .bool)],
      results: [TensorType(sizes: [0], .bool)]),
  ]

  package init() {}
}

extension GraphBuilder {
  package mutating func not(_ x: Value) -> Value { apply(Not(), x) }
}
