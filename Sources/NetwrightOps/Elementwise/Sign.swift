import NetwrightIR
import NetwrightTensor

/// −1, 0 or 1 by the sign of each element; 0 for NaN, as in PyTorch.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: any float or integer.
/// - Gradient: none: it is 0 wherever it exists.
/// - Cost: one operation an element.
/// - Errors: `E0305` for other elements; `E0306` for other than one operand.
package struct Sign: ElementwiseOp {
  package static let keyword = "sign"
  package static let traits: OpTraits = [.elementwise, .kinked, .opaqueToGradient]
  package static let function = ScalarFunction.sign
  package static let examples = [
    OpExample(Sign(), [[2, 3]], result: [2, 3]),
    OpExample(Sign(), [[]], result: []),
    OpExample(Sign(), [[0, 3]], result: [0, 3]),
    OpExample(Sign(), [[17]], result: [17]),
  ]

  package init() {}
}

extension GraphBuilder {
  package mutating func sign(_ x: Value) -> Value { apply(Sign(), x) }
}
