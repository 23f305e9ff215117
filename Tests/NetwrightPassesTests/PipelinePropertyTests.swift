import NetwrightIR
import NetwrightInterpreter
import NetwrightOps
import NetwrightPasses
import NetwrightPlanInterpreter
import NetwrightSchedule
import NetwrightTensor
import Testing

/// Random training graphs through every prefix of the pipeline, and through the schedule.
@Suite struct PipelinePropertyTests {
  typealias Tensors = SeededInputs.Tensors

  /// The first 300, and those that once found a fault.
  private static let seeds = Array(1...UInt64(300)) + [315, 861, 1475, 1486, 2188]

  @Test("keeps what random training graphs compute", arguments: seeds)
  func keepsValues(seed: UInt64) throws {
    try expectValuesAreKept(RandomGraph.training(seed: seed), seed)
  }

  @Test("keeps what random training graphs with loops compute", arguments: 1...UInt64(150))
  func keepsLoops(seed: UInt64) throws {
    let forward = try RandomLoop.make(seed: seed)
    let plain = try RandomGraph.training(from: forward)
    let prepared = try RandomGraph.training(from: forward, forwardPipeline)
    let inputs = SeededInputs.of(plain, seed: seed)
    let distance = try SeededInputs.distance(
      ReferenceInterpreter.run(plain, inputs: inputs, precision: .f64),
      ReferenceInterpreter.run(prepared, inputs: inputs, precision: .f64))
    try #require(distance <= 1e-9, "\(Self.change("before differentiation", plain, prepared))")
    try expectValuesAreKept(prepared, seed)
  }

  private func expectValuesAreKept(_ graph: Graph, _ seed: UInt64) throws {
    let inputs = SeededInputs.of(graph, seed: seed)
    let expected = try ReferenceInterpreter.run(graph, inputs: inputs, precision: .f64)
    var previous = (graph: graph, values: expected)
    for (place, pass) in standardPipeline.enumerated() {
      let name = "seed \(seed), pass \(place), \(type(of: pass).name)"
      let next = try pass.run(on: previous.graph)
      let faults = GraphVerifier.faults(in: next)
      try #require(faults == [], "\(Self.change(name, previous.graph, next))")
      let values = try ReferenceInterpreter.run(next, inputs: inputs, precision: .f64)
      let distance = SeededInputs.distance(previous.values, values)
      let allowed = max(1e-9, PassTolerance.of(type(of: pass).name))
      try #require(distance <= allowed, "\(Self.change(name, previous.graph, next))")
      previous = (next, values)
    }
    try Self.expectKernelsAgree(
      on: previous.graph, from: graph, inputs: inputs, expected: expected, seed: seed)
  }

  private static func change(_ name: String, _ before: Graph, _ after: Graph) -> String {
    "\(name)\nof\n\(GraphPrinter.text(of: before))gives\n\(GraphPrinter.text(of: after))"
  }

  /// Kernels compute in `f32`: they may differ as much as the graph itself does, interpreted in
  /// `f32`, and a little more.
  private static func expectKernelsAgree(
    on optimized: Graph, from graph: Graph, inputs: Tensors, expected: Tensors, seed: UInt64
  ) throws {
    let single = try ReferenceInterpreter.run(graph, inputs: inputs, precision: .f32)
    let rounding = SeededInputs.distance(expected, single)
    let plan = try Scheduler.plan(name: "random", training: nil, evaluation: optimized)
    var evaluator = KernelEvaluator(plan)
    for (name, buffer) in inputs { evaluator.write(name, buffer.elements) }
    evaluator.run(plan.evaluation)
    let interpreter = try PlanInterpreter(plan, threads: 2)
    for (name, buffer) in inputs { interpreter.write(name, buffer.elements) }
    interpreter.run(plan.evaluation)
    func outputs(_ read: (Int) -> [Double], _ readNamed: (String) -> [Double]?) -> Tensors {
      var found: Tensors = [:]
      for (name, number) in plan.evaluation.outputs {
        found[name] = Buffer(sizes: expected[name]?.sizes ?? [], elements: read(number))
      }
      for output in optimized.outputs {
        if case .update(let target) = output.role {
          found[output.name] = Buffer(
            sizes: expected[output.name]?.sizes ?? [], elements: readNamed(target) ?? [])
        }
      }
      return found
    }
    let engines = [
      ("kernels", outputs({ evaluator.read($0) }, { evaluator.read($0) })),
      ("the interpreted plan", outputs({ interpreter.read($0) }, { interpreter.read($0) })),
    ]
    for (name, found) in engines {
      let distance = SeededInputs.distance(expected, found)
      #expect(
        distance <= 1e-4 + 10 * rounding,
        """
        seed \(seed): \(name) differ by \(distance), f32 by \(rounding)
        \(GraphPrinter.text(of: optimized))
        """)
    }
  }
}
