import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Long short-term memory over the positions of a sequence (Hochreiter and Schmidhuber, 1997, with
/// the forget gate of Gers et al., 2000), from a state of zeros.
///
/// - Shapes: `[batch, positions, features]` → `[batch, positions, units]`.
/// - Parameters: `input_weight` `[features, 4·units]`, `recurrent_weight` `[units, 4·units]`, `bias`
///   `[4·units]`, all U(±1/√units) at first. Gates stand in PyTorch's order: input, forget, cell,
///   output; its two biases are one here, their sum.
package struct LSTMLayer: Layer {
  package static let keyword = "lstm"
  package static let doc =
    "Long short-term memory (Hochreiter and Schmidhuber, 1997), from a state of zeros: `[batch, "
    + "positions, features]` → `[batch, positions, units]`. Parameters: `input_weight` `[features, "
    + "4·units]`, `recurrent_weight` `[units, 4·units]` and `bias` `[4·units]`, all U(±1/√units) at "
    + "first; gates in the order input, forget, cell, output."
  package static let example = "- lstm: {units: 8}"
  package static let exampleInput = "f32[batch, 6, 4]"

  static let unitsKey = Key("units", .size, doc: "Width of the state.")
  package static let table = KeyTable("the layer `lstm`", main: "units", [AnyKey(unitsKey)])

  let units: Int

  package init(_ arguments: Arguments) throws(Poisoned) {
    units = try arguments.value(Self.unitsKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let input = try site.sequence()
    let features = try site.size(2, of: input)
    let width = try site.width(units, gates: 4)
    let initial = InitialValue.uniform(bound: 1 / Double(units).squareRoot())
    let inputWeight = try site.parameter("input_weight", [features, width], initial)
    let recurrentWeight = try site.parameter("recurrent_weight", [units, width], initial)
    let bias = try site.parameter("bias", [width], initial)
    let gates = try site.projection(of: input, inputWeight, bias)
    let state = site.model.graph.constant(
      0, TensorType([input.shape[0], Dim(units)]))
    let (_, outputs) = site.model.graph.scan(
      carries: [state, state], sequences: [gates], constants: [recurrentWeight],
      length: input.shape[1]
    ) { body, graph in
      step(body, in: &graph)
    }
    return site.model.graph.transpose(outputs[0], [1, 0, 2])
  }

  /// One position: the next hidden and cell state, and the hidden state as the output.
  private func step(
    _ body: GraphBuilder.ScanBody, in graph: inout GraphBuilder
  ) -> (carries: [Value], outputs: [Value]) {
    let (hidden, cell) = (body.carries[0], body.carries[1])
    let sums = graph.add(body.elements[0], graph.contract(hidden, body.constants[0]))
    let shape = graph.type(of: hidden).shape
    func gate(_ number: Int, in graph: inout GraphBuilder) -> Value {
      graph.slice(sums, starts: [0, number * units], sizes: shape)
    }
    let input = graph.sigmoid(gate(0, in: &graph))
    let forget = graph.sigmoid(gate(1, in: &graph))
    let candidate = graph.tanh(gate(2, in: &graph))
    let output = graph.sigmoid(gate(3, in: &graph))
    let next = graph.add(graph.multiply(forget, cell), graph.multiply(input, candidate))
    let result = graph.multiply(output, graph.tanh(next))
    return ([result, next], [result])
  }
}
