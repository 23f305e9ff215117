import NetwrightIR
import NetwrightTensor

/// The Gaussian error linear unit (Hendrycks and Gimpel, 2016), element by element:
/// `x · Φ(x) = x/2 · (1 + erf(x/√2))`, or with `tanh` its approximation
/// `x/2 · (1 + tanh(u))`, `u = √(2/π) · (x + 0.044715 · x³)`, as `x · logistic(2 · u)`, which is the
/// same and keeps its accuracy where x is far below 0.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: `g · (Φ(x) + x · φ(x))`, or with `tanh`, where `p = logistic(2 · u)`,
///   `g · (p + x · p · (1 − p) · 2 · √(2/π) · (1 + 3 · 0.044715 · x²))`. The factor of `g` depends on
///   `x` alone, so that it is computed in the forward pass and nothing else is kept.
/// - Cost: five or eight operations an element, tens of cycles.
/// - Errors: `E0305` for other elements.
package struct GELU: CompositeOp {
  package static let keyword = "gelu"
  package static let traits: OpTraits = [.composite, .ownGradient]
  package static let examples = [
    OpExample(GELU(tanh: false), [[2, 3]], result: [2, 3]),
    OpExample(GELU(tanh: true), [[2, 3]], result: [2, 3]),
    OpExample(GELU(tanh: true), [[]], result: []),
    OpExample(GELU(tanh: false), [[0, 3]], result: [0, 3]),
  ]

  package let tanh: Bool
  package init(tanh: Bool) { self.tanh = tanh }

  package init(attributes: AttributeReader) throws(AttributeError) {
    tanh = try attributes.flag("tanh")
  }

  package var attributes: [Attribute] { [Attribute("tanh", .flag(tanh))] }

  package func resultTypes(
    of inputs: [Operand], regions: [Graph], in context: ShapeContext
  ) throws(ShapeError) -> [TensorType] {
    try context.requireCount(inputs, 1)
    try context.requireFloat(inputs[0])
    return [inputs[0].type]
  }

  package func decompose(_ inputs: [Value], in graph: inout GraphBuilder) -> [Value] {
    let x = inputs[0]
    if tanh { return [graph.multiply(x, share(x, in: &graph))] }
    let gate = exactGate(x, in: &graph)
    return [graph.multiply(graph.scaled(x, by: 0.5), graph.shifted(gate, by: 1))]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let x = site.inputs[0]
    // Its costly part equals that of the forward pass, which `ShareCommonNodes` finds.
    let share = share(x, in: &graph)
    let density = tanh ? approximateDensity(x, share, in: &graph) : exactDensity(x, in: &graph)
    let factor = graph.add(share, graph.multiply(x, density))
    return [graph.multiply(site.upstream, factor)]
  }

  /// `Φ(x)`, or what approximates it.
  private func share(_ x: Value, in graph: inout GraphBuilder) -> Value {
    if tanh { return graph.sigmoid(graph.multiply(x, bend(x, at: 1, in: &graph))) }
    return graph.scaled(graph.shifted(exactGate(x, in: &graph), by: 1), by: 0.5)
  }

  private func exactGate(_ x: Value, in graph: inout GraphBuilder) -> Value {
    graph.errorFunction(graph.scaled(x, by: 0.5.squareRoot()))
  }

  /// `2 · √(2/π) · (1 + weight · 0.044715 · x²)`.
  private func bend(_ x: Value, at weight: Double, in graph: inout GraphBuilder) -> Value {
    let slope = 2 * (2 / Double.pi).squareRoot()
    let square = graph.multiply(x, x)
    return graph.shifted(graph.scaled(square, by: weight * 0.044715 * slope), by: slope)
  }

  /// `φ(x)`.
  private func exactDensity(_ x: Value, in graph: inout GraphBuilder) -> Value {
    let decay = graph.exponential(graph.scaled(graph.multiply(x, x), by: -0.5))
    return graph.scaled(decay, by: (0.5 / Double.pi).squareRoot())
  }

  private func approximateDensity(
    _ x: Value, _ share: Value, in graph: inout GraphBuilder
  ) -> Value {
    let rest = graph.subtract(graph.constant(1, like: x), share)
    return graph.multiply(graph.multiply(share, rest), bend(x, at: 3, in: &graph))
  }
}

extension GraphBuilder {
  package mutating func gelu(_ x: Value, tanh: Bool = false) -> Value {
    apply(GELU(tanh: tanh), x)
  }
}
