import NetwrightIR
import NetwrightOps
import NetwrightSchema
import NetwrightTensor

/// Gated recurrent unit over the positions of a sequence (Cho et al., 2014, with the reset gate
/// after the product, as PyTorch), from a state of zeros.
///
/// - Shapes: `[batch, positions, features]` → `[batch, positions, units]`.
/// - Parameters: `input_weight` `[features, 3·units]`, `recurrent_weight` `[units, 3·units]`, `bias`
///   `[3·units]`, `candidate_bias` `[units]`, all U(±1/√units) at first. Gates stand in PyTorch's
///   order: reset, update, candidate. Of its second bias the part of the candidate, which the reset
///   gate scales, is `candidate_bias`; the rest is part of `bias`.
package struct GRULayer: Layer {
  package static let keyword = "gru"
  package static let doc =
    "Gated recurrent unit (Cho et al., 2014), from a state of zeros: `[batch, positions, features]` "
    + "→ `[batch, positions, units]`. Parameters: `input_weight` `[features, 3·units]`, "
    + "`recurrent_weight` `[units, 3·units]`, `bias` `[3·units]` and `candidate_bias` `[units]`, "
    + "all U(±1/√units) at first; gates in the order reset, update, candidate."
  package static let example = "- gru: {units: 8}"
  package static let exampleInput = "f32[batch, 6, 4]"

  static let unitsKey = Key("units", .size, doc: "Width of the state.")
  package static let table = KeyTable("the layer `gru`", main: "units", [AnyKey(unitsKey)])

  let units: Int

  package init(_ arguments: Arguments) throws(Poisoned) {
    units = try arguments.value(Self.unitsKey)
  }

  package func build(at site: LayerSite) throws(LayerError) -> Value {
    let input = try site.sequence()
    let features = try site.size(2, of: input)
    let width = try site.width(units, gates: 3)
    let initial = InitialValue.uniform(bound: 1 / Double(units).squareRoot())
    let inputWeight = try site.parameter("input_weight", [features, width], initial)
    let recurrentWeight = try site.parameter("recurrent_weight", [units, width], initial)
    let bias = try site.parameter("bias", [width], initial)
    let candidateBias = try site.parameter("candidate_bias", [units], initial)
    let gates = try site.projection(of: input, inputWeight, bias)
    let state = site.model.graph.constant(0, TensorType([input.shape[0], Dim(units)]))
    let (_, outputs) = site.model.graph.scan(
      carries: [state], sequences: [gates], constants: [recurrentWeight, candidateBias],
      length: input.shape[1]
    ) { body, graph in
      let next = step(body, in: &graph)
      return ([next], [next])
    }
    return site.model.graph.transpose(outputs[0], [1, 0, 2])
  }

  /// One position: the next state.
  private func step(_ body: GraphBuilder.ScanBody, in graph: inout GraphBuilder) -> Value {
    let state = body.carries[0]
    let product = graph.contract(state, body.constants[0])
    let shape = graph.type(of: state).shape
    func part(_ sums: Value, _ number: Int, in graph: inout GraphBuilder) -> Value {
      graph.slice(sums, starts: [0, number * units], sizes: shape)
    }
    func gate(_ number: Int, in graph: inout GraphBuilder) -> Value {
      let own = part(product, number, in: &graph)
      return graph.sigmoid(graph.add(part(body.elements[0], number, in: &graph), own))
    }
    let reset = gate(0, in: &graph)
    let update = gate(1, in: &graph)
    let bias = graph.broadcast(body.constants[1], to: shape, axes: [1])
    let recurrent = graph.multiply(reset, graph.add(part(product, 2, in: &graph), bias))
    let candidate = graph.tanh(graph.add(part(body.elements[0], 2, in: &graph), recurrent))
    // (1 − z) · n + z · h, as n + z · (h − n).
    return graph.add(candidate, graph.multiply(update, graph.subtract(state, candidate)))
  }
}
