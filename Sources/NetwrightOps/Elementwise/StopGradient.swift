import NetwrightIR
import NetwrightTensor

/// The operand itself, which differentiation takes for a constant.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: any.
/// - Gradient: none, by intent.
/// - Cost: none.
/// - Errors: `E0306` for other than one operand.
package struct StopGradient: Op {
  package static let keyword = "stop_gradient"
  package static let traits: OpTraits = [.view, .opaqueToGradient]
  package static let examples = [
    OpExample(StopGradient(), [[2, 3]], result: [2, 3]),
    OpExample(StopGradient(), [[]], result: []),
  ]

  package init() {}
  package init(attributes: AttributeReader) throws(AttributeError) {}

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 1)
    return [inputs[0].type]
  }

  package func evaluate<Scalar: ReferenceScalar>(_ call: inout ReferenceCall<Scalar>) {
    call.results[0] = call.inputs[0]
  }

  package func lowerElement(at site: ElementSite) -> KernelValue { site.input(0, site.index) }
}

extension GraphBuilder {
  package mutating func stopGradient(_ x: Value) -> Value { apply(StopGradient(), x) }
}
