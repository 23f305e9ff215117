import NetwrightIR
import NetwrightTensor

/// The Gaussian error linear unit (Hendrycks and Gimpel, 2016), element by element:
/// `x · Φ(x) = x/2 · (1 + erf(x/√2))`, or with `tanh` its approximation
/// `x/2 · (1 + tanh(√(2/π) · (x + 0.044715 · x³)))`.
///
/// - Shapes: `x: s` → `s`.
/// - Dtype: `f32` (`f64` in the interpreter).
/// - Gradient: that of the parts.
/// - Cost: five or eight operations an element, tens of cycles.
/// - Errors: `E0305` for other elements.
package struct GELU: CompositeOp {
  package static let keyword = "gelu"
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
    let gate = tanh ? approximateGate(x, in: &graph) : exactGate(x, in: &graph)
    return [graph.multiply(graph.scaled(x, by: 0.5), graph.shifted(gate, by: 1))]
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
