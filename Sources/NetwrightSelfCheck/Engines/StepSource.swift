import NetwrightIR
import NetwrightPasses

/// Where training steps come from: a forward graph, which passes may prepare, and differentiation.
package struct StepSource: Sendable {
  /// Bound, with a loss; composite ops decomposed, less those that state their own gradient.
  package let forward: Graph
  /// Gradients, exposed as `gradient.NAME`, and updates; primitive ops alone are left.
  private let complete: @Sendable (Graph) throws -> Graph

  package init(_ forward: Graph, complete: @escaping @Sendable (Graph) throws -> Graph) {
    self.forward = forward
    self.complete = complete
  }

  /// The training step of a prepared forward graph.
  package func step(of prepared: Graph) throws -> Graph { try complete(prepared) }

  /// The training step after all passes: one node for each kernel where the last of them fuses.
  package func optimized(_ selection: PassSelection) throws -> Graph {
    try runPipeline(
      selection.passes, on: step(of: runPipeline(selection.forwardPasses, on: forward)))
  }
}
