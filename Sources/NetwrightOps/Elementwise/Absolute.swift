import NetwrightIR
import NetwrightTensor

/// The magnitude of each element.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: any float or integer.
/// - Gradient: `∂x = g · sign(x)`, 0 at 0.
/// - Cost: one operation an element.
/// - Errors: `E0305` for other elements; `E0306` for other than one operand.
package struct Absolute: ElementwiseOp {
  package static let keyword = "absolute"
  package static let traits: OpTraits = [.elementwise, .kinked]
  package static let function = ScalarFunction.absolute
  package static let examples = [
    OpExample(Absolute(), [[2, 3]], result: [2, 3]),
    OpExample(Absolute(), [[]], result: []),
    OpExample(Absolute(), [[0, 3]], result: [0, 3]),
    OpExample(Absolute(), [[17]], result: [17]),
  ]

  package init() {}

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    [graph.multiply(site.upstream, graph.sign(site.inputs[0]))]
  }
}

extension GraphBuilder {
  package mutating func absolute(_ x: Value) -> Value { apply(Absolute(), x) }
}
