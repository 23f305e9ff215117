import NetwrightIR
import NetwrightInterpreter
import NetwrightPasses
import NetwrightSchedule
import NetwrightTensor

/// Finds out where values first go wrong: runs the graph after every prefix of the pipeline, and
/// then, kernel by kernel, the schedule of the last one.
package struct Bisection {
  private let inputs: StepInputs
  private let lossName: String?

  package init(_ inputs: StepInputs, lossName: String?) {
    self.inputs = inputs
    self.lossName = lossName
  }

  /// The first pass whose result has other values than its input, or that fails, or gives a graph
  /// that the verifier refuses.
  package func firstWrongPass(
    of passes: [any Pass], on graph: Graph
  ) throws -> (pass: Culprit, differences: [Difference], fault: String?)? {
    var before = (graph: graph, values: try record(graph))
    for (place, pass) in passes.enumerated() {
      let name = type(of: pass).name
      let culprit = Culprit.pass(name, place: place)
      let next: Graph
      do { next = try pass.run(on: before.graph) } catch {
        return (culprit, [], "\(error.keyword): \(error.error.diagnostic(at: nil).message)")
      }
      if let fault = GraphVerifier.faults(in: next).first {
        return (culprit, [], "\(fault.node): \(fault.description)")
      }
      let values = try record(next)
      let tolerance = name == FoldConstants.name ? Tolerance.folded : .exact
      let comparison = Comparison(
        values, against: before.values, from: inputs.state, tolerance)
      if !comparison.differences.isEmpty { return (culprit, comparison.differences, nil) }
      before = (next, values)
    }
    return nil
  }

  private func record(_ graph: Graph) throws -> StepRecord {
    var engine = try InterpreterEngine(graph, .f64)
    return try inputs.run(&engine, lossName: lossName)
  }

  /// The first kernel of the step that stores other values than the interpreter has.
  package func firstWrongKernel(
    of plan: ProgramPlan, graph: Graph
  ) throws -> (kernel: Culprit, difference: Difference)? {
    guard let step = plan.training, let batch = inputs.batches.first else { return nil }
    let values = inputs.state.merging(batch) { $1 }
    var interpreter = try InterpreterEngine(GraphPart.observed(graph), .f64)
    let expected = try interpreter.run(values)
    // Nodes that move nothing have no call; copies for updates come last.
    let nodes = graph.nodes.indices.filter { !graph.nodes[$0].traits.contains(.reshaping) }
    guard nodes.count <= step.calls.count else { return nil }
    var evaluator = KernelEvaluator(plan)
    for (name, buffer) in values { evaluator.write(name, buffer.elements) }
    var found: (kernel: Culprit, difference: Difference)?
    evaluator.run(step, poisonsFreed: true) { place, memory in
      guard found == nil, place < nodes.count else { return }
      let (call, node) = (step.calls[place], graph.nodes[nodes[place]])
      for (result, number) in call.buffers.dropFirst(node.inputs.count).enumerated() {
        guard let oracle = expected["\(nodes[place]).\(result)"] else { continue }
        let stored = Buffer(sizes: oracle.sizes, elements: memory.read(number))
        guard let wrong = difference(oracle, stored, call.title) else { continue }
        found = (.kernel(title: call.title, place: place, span: call.origin.span), wrong)
        return
      }
    }
    return found
  }

  private func difference(
    _ expected: Buffer<Double>, _ found: Buffer<Double>, _ title: String
  ) -> Difference? {
    let vector = Vector(expected)
    let distance = vector.distance(to: found)
    let allowed = 1e-3 * vector.norm + 1e-5 * Double(max(expected.count, 1)).squareRoot()
    guard !(distance <= allowed), distance != 0 else { return nil }
    let element = vector.worstElement(against: found)
    let scale = max(vector.norm, 1e-30)
    return Difference(
      quantity: .valueAfterTwoUpdates, name: title, step: 1, distance: distance / scale,
      allowed: allowed / scale, element: element,
      expected: expected.count > element ? expected[element] : .nan,
      found: found.count > element ? found[element] : .nan)
  }
}
