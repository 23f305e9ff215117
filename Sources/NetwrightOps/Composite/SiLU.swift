import NetwrightIR
import NetwrightTensor

/// `x · sigmoid(x)`, element by element (Elfwing et al., 2017).
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: `g · p · (1 + x · (1 − p))` with `p = logistic(x)`. The factor of `g` depends on `x`
///   alone, so that it is computed in the forward pass and nothing else is kept.
/// - Cost: two operations an element, tens of cycles.
/// - Errors: `E0305` for other elements.
package struct SiLU: CompositeOp {
  package static let keyword = "silu"
  package static let traits: OpTraits = [.composite, .ownGradient]
  package static let examples = [
    OpExample(SiLU(), [[2, 3]], result: [2, 3]),
    OpExample(SiLU(), [[7]], result: [7]),
    OpExample(SiLU(), [[2, 1]], result: [2, 1]),
    OpExample(SiLU(), [[2, 3, 5]], result: [2, 3, 5]),
    OpExample(SiLU(), [[0, 3]], result: [0, 3]),
    OpExample(SiLU(), [[]], result: []),
  ]

  package init() {}
  package init(attributes: AttributeReader) throws(AttributeError) {}

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 1)
    try context.requireFloat(inputs[0])
    return [inputs[0].type]
  }

  package func decompose(_ inputs: [Value], in graph: inout GraphBuilder) -> [Value] {
    [graph.multiply(inputs[0], graph.sigmoid(inputs[0]))]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let x = site.inputs[0]
    // Equal to the node of the forward pass, which `ShareCommonNodes` finds.
    let share = graph.sigmoid(x)
    let rest = graph.subtract(graph.constant(1, like: x), share)
    let factor = graph.multiply(share, graph.shifted(graph.multiply(x, rest), by: 1))
    return [graph.multiply(site.upstream, factor)]
  }
}

extension GraphBuilder {
  package mutating func silu(_ x: Value) -> Value { apply(SiLU(), x) }
}
