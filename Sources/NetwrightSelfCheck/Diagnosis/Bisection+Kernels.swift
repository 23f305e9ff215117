import NetwrightIR
import NetwrightPlanInterpreter
import NetwrightSchedule
import NetwrightTensor

/// Kernels against the graph that they are made from, and the interpreted plan against kernels.
extension Bisection {
  /// The first kernel of the step that stores other values than the interpreter has. Loops are
  /// looked at once they are through, as far as kernels outside of loops read what they give.
  package func firstWrongKernel(
    of plan: ProgramPlan, graph: Graph
  ) throws -> (kernel: Culprit, difference: Difference)? {
    guard let step = plan.training, let batch = inputs.batches.first,
      let makers = StepMakers(of: step, plan, graph)
    else { return nil }
    let values = inputs.state.merging(batch) { $1 }
    let expected = try InterpreterEngine(GraphPart.observed(graph), .f64).run(values)
    var evaluator = KernelEvaluator(plan)
    for (name, buffer) in values { evaluator.write(name, buffer.elements) }
    var found: (kernel: Culprit, difference: Difference)?
    evaluator.run(step, poisonsFreed: true) { item, memory in
      guard found == nil, let node = makers.node(of: item) else { return }
      let (call, place) = makers.firstCall(of: item)
      for (result, value) in graph.nodes[node].results.enumerated() {
        guard let oracle = expected["\(node).\(result)"], let home = makers.place(of: value) else {
          continue
        }
        let stored = memory.read(home, count: oracle.count)
        guard let wrong = difference(oracle.elements, stored, call.title) else { continue }
        found = (.kernel(title: call.title, place: place, span: call.origin.span), wrong)
        return
      }
    }
    return found
  }

  /// The first kernel that stores other values when its plan is interpreted than the evaluator of
  /// kernels has; both run item by item. Packed operands have an order of their own.
  package func firstWrongInterpretedKernel(
    of plan: ProgramPlan
  ) throws -> (kernel: Culprit, difference: Difference)? {
    guard let step = plan.training, let batch = inputs.batches.first else { return nil }
    var evaluator = KernelEvaluator(plan)
    let interpreter = try PlanInterpreter(plan, threads: 2)
    for (name, buffer) in inputs.state.merging(batch, uniquingKeysWith: { $1 }) {
      evaluator.write(name, buffer.elements)
      interpreter.write(name, buffer.elements)
    }
    var place = 0
    for item in step.items {
      let part = StepPlan(items: [item], outputs: [], loss: nil)
      evaluator.run(part)
      interpreter.run(part)
      for call in item.calls {
        let kernel = plan.functions[call.function].kernel
        for (operand, declared) in zip(call.operands, kernel.operands)
        where declared.access == .write && !kernel.packs {
          let stored = interpreter.read(operand.buffer)
          // What nobody has stored yet is NaN in the evaluator alone.
          let expected = zip(evaluator.read(operand.buffer), stored).map { $0.isNaN ? $1 : $0 }
          guard let wrong = difference(expected, stored, call.title) else { continue }
          let title = call.title
          return (.interpretedKernel(title: title, place: place, span: call.origin.span), wrong)
        }
        place += 1
      }
    }
    return nil
  }

  /// How far a kernel may be off: ten times what `f32` may make of a gradient, since errors of the
  /// kernels before it add up, and 1e-5 for each element, since values that cancel are near 0.
  private static let allowed = (relative: 1e-3, absolute: 1e-5)

  private func difference(
    _ expected: [Double], _ found: [Double], _ title: String
  ) -> Difference? {
    let sizes = [expected.count]
    let vector = Vector(Buffer(sizes: sizes, elements: expected))
    let other = Buffer(sizes: sizes, elements: found)
    let distance = vector.distance(to: other)
    let allowed =
      Self.allowed.relative * vector.norm
      + Self.allowed.absolute * Double(max(expected.count, 1)).squareRoot()
    guard !(distance <= allowed), distance != 0 else { return nil }
    let element = vector.worstElement(against: other)
    let scale = max(vector.norm, 1e-30)
    return Difference(
      quantity: .valueAfterTwoUpdates, name: title, step: 1, distance: distance / scale,
      allowed: allowed / scale, element: element,
      expected: expected.count > element ? expected[element] : .nan,
      found: found.count > element ? found[element] : .nan)
  }
}

extension Kernel {
  /// Whether it stores an operand in another order, for kernels that read it so.
  var packs: Bool {
    if case .whole(.packRight, _, _) = form { true } else { false }
  }
}
