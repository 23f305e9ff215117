import NetwrightIR
import NetwrightTensor

/// The opposite of each element.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: any float or integer.
/// - Gradient: `∂x = −g`.
/// - Cost: one operation an element.
/// - Errors: `E0305` for other elements; `E0306` for other than one operand.
package struct Negate: ElementwiseOp {
  package static let keyword = "negate"
  package static let traits: OpTraits = [.elementwise]
  package static let function = ScalarFunction.negate
  package static let examples = [
    OpExample(Negate(), [[2, 3]], result: [2, 3]),
    OpExample(Negate(), [[]], result: []),
    OpExample(Negate(), [[0, 3]], result: [0, 3]),
    OpExample(Negate(), [[17]], result: [17]),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    [graph.negate(site.upstream)]
  }
}

extension GraphBuilder {
  package mutating func negate(_ x: Value) -> Value { apply(Negate(), x) }
}
