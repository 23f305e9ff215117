import NetwrightIR
import NetwrightTensor

/// The largest whole number that is not above the element.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: `f32` or `f64`.
/// - Gradient: none: it is 0 wherever it exists.
/// - Cost: one operation an element.
/// - Errors: `E0305` for other elements; `E0306` for other than one operand.
package struct Floor: ElementwiseOp {
  package static let keyword = "floor"
  package static let traits: OpTraits = [.elementwise, .kinked, .opaqueToGradient]
  package static let function = ScalarFunction.floor
  package static let examples = [
    OpExample(Floor(), [[2, 3]], result: [2, 3]),
    OpExample(Floor(), [[]], result: []),
    OpExample(Floor(), [[0, 3]], result: [0, 3]),
    OpExample(Floor(), [[17]], result: [17]),
  ]

  package init() {}
}

extension GraphBuilder {
  package mutating func floor(_ x: Value) -> Value { apply(Floor(), x) }
}
