import NetwrightIR
import NetwrightTensor

/// Runs a bound graph op by op with the ops' own reference evaluation: the oracle.
///
/// In `.f32` every `f32` tensor is computed and kept in `Float`; a node that touches any other
/// element type is computed in `Double` and its `f32` results rounded, so that indices and step
/// scalars stay exact. In `.f64` everything is `Double`.
package enum ReferenceInterpreter {
  package enum Precision: Sendable { case f32, f64 }

  package enum Failure: Error, Hashable, Sendable {
    case missingInput(String)
    case inputSize(String, expected: TensorType, found: [Int])
    case unboundType(String)
    /// `row` counts along the first axis of the indices.
    case indexOutOfRange(input: String, row: Int, value: Int, bound: Int)
    case graph(String)
  }

  /// One run by the names of inputs and outputs; who runs a graph often prepares it once.
  package static func run(
    _ graph: Graph, inputs: [String: Buffer<Double>], precision: Precision
  ) throws(Failure) -> [String: Buffer<Double>] {
    var tensors: [ReferenceTensor] = []
    for input in graph.inputs {
      guard let buffer = inputs[input.name] else { throw .missingInput(input.name) }
      let type = graph.type(of: input.value)
      tensors.append(ReferenceTensor(buffer, type: type, precision: precision))
    }
    let results = try PreparedGraph(graph, precision: precision).run(tensors)
    var named: [String: Buffer<Double>] = [:]
    for (output, result) in zip(graph.outputs, results) { named[output.name] = result.double }
    return named
  }
}
