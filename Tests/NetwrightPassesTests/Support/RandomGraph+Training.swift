import NetwrightAutodiff
import NetwrightIR
import NetwrightOps
import NetwrightPasses
import NetwrightTensor

extension RandomGraph {
  /// Momentum as Sutskever et al. (2013) state it, with powers of two for rates.
  private static let momentum = UpdateRule(slots: ["momentum"]) {
    parameter, gradient, slots, _, graph in
    let kept = graph.multiply(slots[0], graph.constant(0.5, like: gradient))
    let next = graph.add(kept, gradient)
    let change = graph.multiply(next, graph.constant(0.125, like: gradient))
    return (graph.subtract(parameter, change), [next])
  }

  /// A whole training step of a random model.
  static func training(seed: UInt64) throws -> Graph { try training(from: make(seed: seed)) }

  /// A whole training step, gradients among its results, decomposed to primitives.
  ///
  /// - Parameter passes: what runs before differentiation.
  static func training(from graph: Graph, _ passes: [any Pass] = []) throws -> Graph {
    let forward = try runPipeline(
      passes, on: DecomposeComposites(keepsOwnGradients: true).run(on: graph))
    let training = try TrainingGraph.build(from: forward, rule: momentum, exposesGradients: true)
    return try DecomposeComposites().run(on: training)
  }
}
