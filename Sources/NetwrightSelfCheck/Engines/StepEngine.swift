import NetwrightIR
import NetwrightInterpreter
import NetwrightPlanInterpreter
import NetwrightSchedule
import NetwrightTensor

/// Something that computes one training step.
package protocol StepEngine {
  /// The outputs of the graph by name, for inputs by name: results, loss, and updates under the
  /// names of the tensors that they update.
  mutating func run(_ inputs: Tensors) throws -> Tensors
}

/// A graph run op by op, by the ops' own reference evaluation.
package struct InterpreterEngine: StepEngine {
  private let graph: Graph
  private let prepared: PreparedGraph
  private let precision: ReferenceInterpreter.Precision

  package init(
    _ graph: Graph, _ precision: ReferenceInterpreter.Precision
  ) throws(ReferenceInterpreter.Failure) {
    self.graph = graph
    self.precision = precision
    prepared = try PreparedGraph(graph, precision: precision)
  }

  package func run(_ inputs: Tensors) throws -> Tensors {
    let tensors = graph.inputs.compactMap { input in
      inputs[input.name].map {
        ReferenceTensor($0, type: graph.type(of: input.value), precision: precision)
      }
    }
    var named: Tensors = [:]
    for (output, result) in zip(graph.outputs, try prepared.run(tensors)) {
      named[output.name] = result.double
    }
    return named
  }
}

/// A scheduled program, run kernel by kernel over its planned memory; freed memory is poisoned.
package struct KernelEngine: StepEngine {
  private let results: PlanResults

  /// - Parameter graph: the optimized training graph that the plan was made from.
  package init(_ plan: ProgramPlan, of graph: Graph) { results = PlanResults(plan, of: graph) }

  /// The plan of a training graph alone.
  package static func plan(_ graph: Graph) throws -> ProgramPlan {
    try Scheduler.plan(
      name: graph.name, training: graph, evaluation: GraphBuilder(name: graph.name).finish())
  }

  package func run(_ inputs: Tensors) throws -> Tensors {
    var evaluator = KernelEvaluator(results.plan)
    for (name, buffer) in inputs { evaluator.write(name, buffer.elements) }
    guard let step = results.plan.training else { return [:] }
    evaluator.run(step, poisonsFreed: true)
    return try results.collect(inputs) { evaluator.read($0) }
  }
}

/// A scheduled program whose plan is interpreted with the kernels of compiled code; scratch holds
/// what the step before has left there.
package struct PlanEngine: StepEngine {
  private let results: PlanResults
  private let interpreter: PlanInterpreter

  /// - Parameter graph: the optimized training graph that the plan was made from.
  package init(_ plan: ProgramPlan, of graph: Graph, threads: Int) throws(LoweringFailure) {
    results = PlanResults(plan, of: graph)
    interpreter = try PlanInterpreter(plan, threads: threads)
  }

  package func run(_ inputs: Tensors) throws -> Tensors {
    for (name, buffer) in inputs { interpreter.write(name, buffer.elements) }
    guard let step = results.plan.training else { return [:] }
    interpreter.run(step)
    return try results.collect(inputs) { interpreter.read($0) }
  }
}

/// What a step has left in the memory of a plan.
private struct PlanResults {
  let plan: ProgramPlan
  private let updated: Set<String>
  private let sizes: [String: [Int]]

  init(_ plan: ProgramPlan, of graph: Graph) {
    self.plan = plan
    updated = Set(
      graph.outputs.compactMap { output -> String? in
        if case .update(let name) = output.role { name } else { nil }
      })
    sizes = Dictionary(
      graph.outputs.map { ($0.name, graph.type(of: $0.value).sizes) },
      uniquingKeysWith: { a, _ in a })
  }

  /// - Parameters:
  ///   - inputs: what was there before the step.
  ///   - read: the elements of a buffer of the plan.
  func collect(_ inputs: Tensors, read: (Int) -> [Double]) throws -> Tensors {
    var results: Tensors = [:]
    for (name, number) in plan.training?.outputs ?? [] {
      results[name] = Buffer(sizes: sizes[name] ?? [], elements: read(number))
    }
    for (number, buffer) in plan.buffers.enumerated() {
      guard case .persistent = buffer.storage else { continue }
      let elements = read(number)
      if updated.contains(buffer.name) {
        results[buffer.name] = Buffer(sizes: buffer.type.sizes, elements: elements)
      } else if elements != inputs[buffer.name]?.elements {
        // Nobody updates it: a kernel stored where it should not.
        throw OverwrittenTensor(name: buffer.name)
      }
    }
    return results
  }
}

/// A kernel changed a tensor that no update names.
package struct OverwrittenTensor: Error, CustomStringConvertible {
  package let name: String
  package var description: String { "`\(name)` changes, although nothing updates it" }
}
