import NetwrightIR
import NetwrightTensor

/// The Gaussian error linear unit (Hendrycks and Gimpel, 2016), element by element:
/// `x · Φ(x) = x/2 · (1 + erf(x/√2))`, or with `tanh` its approximation
/// `x/2 · (1 + tanh(√(2/π) · (x + 0.044715 · x³)))`.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: `g · (Φ(x) + x · φ(x))`, or with `tanh`, where `t` is the hyperbolic tangent and
///   `c = √(2/π)`, `g · (1 + t + x · (1 − t²) · c · (1 + 3 · 0.044715 · x²)) / 2`. The factor of `g`
///   depends on `x` alone, so that it is computed in the forward pass and nothing else is kept.
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
    return [graph.multiply(graph.scaled(x, by: 0.5), openness(x, in: &graph))]
  }

  package func gradient(at site: GradientSite, in graph: inout GraphBuilder) -> [Value?] {
    let x = site.inputs[0]
    // Equal to the nodes of the forward pass, which `ShareCommonNodes` finds.
    let share = graph.scaled(openness(x, in: &graph), by: 0.5)
    let slope = tanh ? approximateSlope(x, in: &graph) : exactSlope(x, in: &graph)
    return [graph.multiply(site.upstream, graph.add(share, slope))]
  }

  /// `1 + erf(x/√2)`, or what approximates it.
  private func openness(_ x: Value, in graph: inout GraphBuilder) -> Value {
    graph.shifted(tanh ? approximateGate(x, in: &graph) : exactGate(x, in: &graph), by: 1)
  }

  /// `x · φ(x)`.
  private func exactSlope(_ x: Value, in graph: inout GraphBuilder) -> Value {
    let density = graph.exponential(graph.scaled(graph.multiply(x, x), by: -0.5))
    return graph.multiply(graph.scaled(x, by: (0.5 / Double.pi).squareRoot()), density)
  }

  private func approximateSlope(_ x: Value, in graph: inout GraphBuilder) -> Value {
    let gate = approximateGate(x, in: &graph)
    let square = graph.multiply(x, x)
    let factor = (2 / Double.pi).squareRoot()
    let bend = graph.shifted(graph.scaled(square, by: 3 * 0.044715 * factor), by: factor)
    let steepness = graph.subtract(graph.constant(1, like: x), graph.multiply(gate, gate))
    return graph.multiply(graph.multiply(graph.scaled(x, by: 0.5), steepness), bend)
  }

  private func exactGate(_ x: Value, in graph: inout GraphBuilder) -> Value {
    graph.errorFunction(graph.scaled(x, by: 0.5.squareRoot()))
  }

  private func approximateGate(_ x: Value, in graph: inout GraphBuilder) -> Value {
    // √(2/π) · x · (1 + 0.044715 · x²)
    let square = graph.multiply(x, x)
    let bend = graph.shifted(graph.scaled(square, by: 0.044715), by: 1)
    return graph.tanh(graph.multiply(graph.scaled(x, by: (2 / Double.pi).squareRoot()), bend))
  }
}

extension GraphBuilder {
  package mutating func gelu(_ x: Value, tanh: Bool = false) -> Value {
    apply(GELU(tanh: tanh), x)
  }
}
