import NetwrightAutodiff
import NetwrightIR
import NetwrightPasses
import NetwrightSelfCheck
import NetwrightTensor

/// A random graph completed to a training step, with what to feed it.
package struct RandomTraining: Sendable {
  package let seed: UInt64
  /// The graph as it was made, composite ops whole.
  package let forward: Graph
  package let source: StepSource
  /// The training step as written, gradients exposed.
  package let training: Graph
  package let inputs: StepInputs

  /// - Parameter seed: of the graph, of the optimizer, and of the numbers.
  package init(seed: UInt64, _ extent: RandomGraph.Extent = .full) throws {
    try self.init(RandomGraph.make(seed: seed, extent), seed: seed)
  }

  /// - Parameters:
  ///   - valueSeed: of the numbers, where it is another than that of the optimizer.
  ///   - edit: changes the graph that is differentiated, for tests of the tests.
  package init(
    _ forward: Graph, seed: UInt64, valueSeed: UInt64? = nil,
    edit: (Graph) throws -> Graph = { $0 }
  ) throws {
    self.seed = seed
    self.forward = forward
    let differentiable = try edit(
      DecomposeComposites(keepsOwnGradients: true).run(on: forward))
    source = StepSource(differentiable) { prepared in
      let rule = RandomTraining.rules[Int(seed % UInt64(RandomTraining.rules.count))]
      let completed = try TrainingGraph.build(from: prepared, rule: rule, exposesGradients: true)
      return try DecomposeComposites().run(on: completed)
    }
    training = try source.step(of: differentiable)
    inputs = RandomTraining.inputs(of: training, seed: valueSeed ?? seed)
  }

  private static func inputs(of graph: Graph, seed: UInt64) -> StepInputs {
    var batches: [Tensors] = []
    var state: Tensors = [:]
    for step in 0..<2 {
      let values = SeededInputs.of(graph, seed: seed &+ UInt64(step) &* 1_000_003)
      var batch: Tensors = [:]
      for input in graph.inputs {
        guard let value = values[input.name] else { continue }
        switch input.role {
        case .step: batch[input.name] = Buffer(scalar: Double(step + 1))
        case .seed: batch[input.name] = Buffer(scalar: Double(seed % 1000))
        case .data: batch[input.name] = value
        default: if step == 0 { state[input.name] = value }
        }
      }
      batches.append(batch)
    }
    return StepInputs(state: state, batches: batches)
  }

  // MARK: Update rules

  /// With powers of two for rates, so that folded constants are exact.
  private static let rules: [UpdateRule] = [momentum, adaptive, plain]

  /// Sutskever et al. (2013).
  private static let momentum = UpdateRule(slots: ["momentum"]) {
    parameter, gradient, slots, _, graph in
    let kept = graph.multiply(slots[0], graph.constant(0.5, like: gradient))
    let next = graph.add(kept, gradient)
    let change = graph.multiply(next, graph.constant(0.125, like: gradient))
    return (graph.subtract(parameter, change), [next])
  }

  /// Kingma and Ba (2015), with a correction that depends on the step.
  private static let adaptive = UpdateRule(slots: ["first", "second"]) {
    parameter, gradient, slots, step, graph in
    func scaled(_ value: Value, _ factor: Double, in graph: inout GraphBuilder) -> Value {
      graph.multiply(value, graph.constant(factor, like: value))
    }
    let first = graph.add(
      scaled(slots[0], 0.75, in: &graph), scaled(gradient, 0.25, in: &graph))
    let square = graph.multiply(gradient, gradient)
    let second = graph.add(
      scaled(slots[1], 0.875, in: &graph), scaled(square, 0.125, in: &graph))
    let count = graph.convert(step, to: .f64)
    let power = graph.power(graph.constant(0.75, TensorType([], .f64)), count)
    let correction = graph.subtract(graph.constant(1, TensorType([], .f64)), power)
    let rate = graph.convert(
      graph.divide(graph.constant(0.0625, TensorType([], .f64)), correction), to: .f32)
    let spread = graph.broadcast(rate, to: graph.type(of: parameter).shape, axes: [])
    let root = graph.add(graph.squareRoot(second), graph.constant(0.0625, like: second))
    let change = graph.divide(graph.multiply(spread, first), root)
    return (graph.subtract(parameter, change), [first, second])
  }

  private static let plain = UpdateRule(slots: []) { parameter, gradient, _, _, graph in
    let change = graph.multiply(gradient, graph.constant(0.25, like: gradient))
    return (graph.subtract(parameter, change), [])
  }
}
