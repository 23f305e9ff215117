import NetwrightIR
import NetwrightLayers

/// A model as a graph, with what the program around it must know.
///
/// The batch is still symbolic: bind it with `CheckedSpec.binding`. Inputs have the roles `data`
/// (model inputs, then targets), `parameter`, `state`, and `seed` and `step` where random numbers
/// are drawn. Outputs of a training graph: `loss` (mean over the batch) and the updates of state;
/// of an evaluation graph: the named results in the order of the layers and, with a loss, `loss`,
/// the loss of each row.
package struct LoweredModel: Sendable {
  package let graph: Graph
  package let parameters: [TensorInfo]
  package let states: [TensorInfo]
}

/// Why a checked spec has no graph of the mode that is asked for.
package enum LoweringError: Error {
  /// Training needs a loss.
  case noLoss
  /// A fault of the compiler: checking built the same graph before.
  case rejected(GraphBuilder.Failure)
}
