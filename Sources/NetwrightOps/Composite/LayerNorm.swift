import NetwrightIR
import NetwrightTensor

/// Layer normalization over the last axis (Ba et al., 2016):
/// `(x − mean) / √(variance + epsilon) · scale + offset`, with the biased variance.
///
/// - Shapes: `x: [.., c]`, `scale: [c]`, `offset: [c]` → `[.., c]`.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: with `x̂` normalized, `g` the upstream and means over the row:
///   `∂x = (g·scale − mean(g·scale) − x̂ · mean(g·scale·x̂)) / √(variance + epsilon)`,
///   `∂scale = Σ g·x̂` and `∂offset = Σ g` over all rows.
/// - Cost: two sweeps of a row, about eight operations an element.
/// - Errors: `E0301` without an axis; `E0304` when `scale` or `offset` has another size; `E0305`
///   for other elements.
package struct LayerNorm: CompositeOp {
  package static let keyword = "layer_norm"
  package static let traits: OpTraits = [.composite, .ownGradient]
  package static let examples = [
    OpExample(LayerNorm(epsilon: 1e-5), [[2, 3], [3], [3]], result: [2, 3]),
    OpExample(LayerNorm(epsilon: 1e-3), [[2, 3, 7], [7], [7]], result: [2, 3, 7]),
    OpExample(LayerNorm(epsilon: 0.1), [[2, 1], [1], [1]], result: [2, 1]),
    OpExample(LayerNorm(epsilon: 1e-5), [[5], [5], [5]], result: [5]),
    OpExample(LayerNorm(epsilon: 1e-5), [[0, 3], [3], [3]], result: [0, 3]),
  ]

  package let epsilon: Double
  package init(epsilon: Double) { self.epsilon = epsilon }

  package init(attributes: AttributeReader) throws(AttributeError) {
    epsilon = try attributes.number("epsilon")
  }

  package var attributes: [Attribute] { [Attribute("epsilon", .number(epsilon))] }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 3)
    try context.requireRows(inputs[0])
    for vector in inputs.dropFirst() {
      try context.require(vector, alongLastAxisOf: inputs[0])
    }
    return [inputs[0].type]
  }

  package func decompose(_ inputs: [Value], in graph: inout GraphBuilder) -> [Value] {
    let (x, scale, offset) = (inputs[0], inputs[1], inputs[2])
    let normal = normalize(x, in: &graph).normal
    let stretched = graph.multiply(normal, graph.alongColumns(scale, like: x))
    return [graph.add(stretched, graph.alongColumns(offset, like: x))]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let (x, scale, g) = (site.inputs[0], site.inputs[1], site.upstream)
    // Equal to the nodes of the forward pass, which `ShareCommonNodes` finds.
    let (normal, inverse) = normalize(x, in: &graph)
    let axes = [graph.type(of: x).rank - 1]
    let stretched = graph.multiply(g, graph.alongColumns(scale, like: x))
    let level = graph.mean(stretched, axes: axes)
    let slope = graph.mean(graph.multiply(stretched, normal), axes: axes)
    let rest = graph.subtract(
      graph.subtract(stretched, graph.alongRows(level, like: x)),
      graph.multiply(normal, graph.alongRows(slope, like: x)))
    let leading = Array(0..<axes[0])
    return [
      graph.multiply(rest, graph.alongRows(inverse, like: x)),
      graph.reduceSum(graph.multiply(g, normal), axes: leading),
      graph.reduceSum(g, axes: leading),
    ]
  }

  /// `x` less its mean over its deviation, and `1 / √(variance + epsilon)`.
  private func normalize(
    _ x: Value, in graph: inout GraphBuilder
  ) -> (normal: Value, inverse: Value) {
    let axes = [graph.type(of: x).rank - 1]
    let centered = graph.subtract(x, graph.alongRows(graph.mean(x, axes: axes), like: x))
    let variance = graph.mean(graph.multiply(centered, centered), axes: axes)
    let inverse = graph.reciprocalSquareRoot(graph.shifted(variance, by: epsilon))
    return (graph.multiply(centered, graph.alongRows(inverse, like: x)), inverse)
  }
}

extension GraphBuilder {
  package mutating func layerNorm(
    _ x: Value, scale: Value, offset: Value, epsilon: Double = 1e-5
  ) -> Value {
    apply(LayerNorm(epsilon: epsilon), x, scale, offset)
  }
}
