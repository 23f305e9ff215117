import NetwrightIR
import NetwrightTensor

/// Whether `a < b`; false for NaN.
///
/// - Shapes: `a: s`, `b: s` → `s`, of truth values.
/// - Dtype: any float or integer, the same on both sides.
/// - Gradient: none.
/// - Cost: one operation an element.
/// - Errors: `E0303` when the shapes differ; `E0305` when the element types do.
package struct Less: ElementwiseOp {
  package static let keyword = "less"
  package static let traits: OpTraits = [.elementwise, .opaqueToGradient]
  package static let function = ScalarFunction.less
  package static let examples = [
    OpExample(
      Less(), [TensorType(sizes: [2, 3], .f32), TensorType(sizes: [2, 3], .f32)],
      results: [TensorType(sizes: [2, 3], .bool)]),
    OpExample(
      Less(), [TensorType(sizes: [], .i32), TensorType(sizes: [], .i32)],
      results: [TensorType(sizes: [], .bool)]),
    OpExample(
      Less(), [TensorType(sizes: [0], .f32), TensorType(sizes: [0], .f32)],
      results: [TensorType(sizes: [0], .bool)]),
    OpExample(
      Less(), [TensorType(sizes: [17], .i64), TensorType(sizes: [17], .i64)],
      results: [TensorType(sizes: [17], .bool)]),
  ]

  package init() {}
}

extension GraphBuilder {
  package mutating func less(_ a: Value, _ b: Value) -> Value { apply(Less(), a, b) }
}
