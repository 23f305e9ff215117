import NetwrightIR
import NetwrightInterpreter
import NetwrightOps
import NetwrightSchedule
import NetwrightTensor
import Testing

/// Emitted code against kernel IR and against the reference: every form of kernel by hand-made
/// plans, every example of every op through the whole compiler.
@Suite(.serialized) struct EmittedPackageTests {
  private typealias Tensors = EmittedRun.Tensors

  @Test("every op but `fused`, which passes make, is in the program; most have gradients")
  func coverage() {
    let covered = Set(EveryOp.cases.map { type(of: $0.example.op).keyword })
    #expect(Set(opRegistry.map { $0.keyword }).subtracting(covered) == ["fused"])
    #expect(EveryOp.cases.filter(\.isDifferentiable).count > EveryOp.cases.count / 2)
  }

  @Test("the same bits come out for any number of threads")
  func threads() throws {
    let run = try EmittedRun.once.get()
    #expect(run.printed[2] == run.printed[1])
    #expect(run.printed[3] == run.printed[1])
  }

  @Test("emitted kernels of every form give what kernel IR means")
  func samples() throws {
    let run = try EmittedRun.once.get()
    var evaluator = KernelEvaluator(run.samples)
    for (name, values) in run.inputs { evaluator.write(name, values) }
    evaluator.run(run.samples.evaluation)
    for (name, buffer) in run.samples.evaluation.outputs {
      let found = try #require(run.results[name])
      expectClose(found, evaluator.read(buffer), relative: 2e-5, name)
    }
  }

  @Test("every example of every op gives what the reference gives in f64")
  func everyOp() throws {
    let run = try EmittedRun.once.get()
    let oracle = try reference(run.everyOp.evaluation, run)
    var evaluator = KernelEvaluator(run.everyOp.plan)
    for (name, values) in run.inputs { evaluator.write(name, values) }
    evaluator.run(run.everyOp.plan.evaluation)
    let results = run.results
    let outputs = run.everyOp.plan.evaluation.outputs
    #expect(outputs.map(\.name) == run.everyOp.evaluation.outputs.map(\.name))
    for (name, buffer) in outputs {
      let expected = try #require(oracle[name])
      expectClose(evaluator.read(buffer), expected, relative: 1e-5, "kernel IR: \(name)")
      expectClose(try #require(results[name]), expected, relative: 1e-5, "emitted: \(name)")
    }
  }

  @Test("the gradients of every example are those of the reference in f64")
  func everyGradient() throws {
    let run = try EmittedRun.once.get()
    let oracle = try reference(run.everyOp.training, run)
    let step = try #require(run.everyOp.plan.training)
    var evaluator = KernelEvaluator(run.everyOp.plan)
    for (name, values) in run.inputs { evaluator.write(name, values) }
    evaluator.run(step)
    let results = run.results
    for output in run.everyOp.training.outputs {
      let expected = try #require(oracle[output.name])
      let isLoss = output.role == .loss
      let kernels = try isLoss ? evaluator.read(#require(step.loss)) : evaluator.read(output.name)
      let emitted = results[isLoss ? "loss" : "after.\(output.name)"]
      let name = "the gradient of \(output.name)"
      expectClose(try #require(kernels), expected, relative: 1e-5, "kernel IR: \(name)")
      expectClose(try #require(emitted), expected, relative: 1e-5, "emitted: \(name)")
    }
  }

  @Test("what the loss does not depend on keeps its value")
  func untouched() throws {
    let run = try EmittedRun.once.get()
    let updated = Set(run.everyOp.training.outputs.map(\.name))
    let results = run.results
    for buffer in run.everyOp.plan.buffers where !updated.contains(buffer.name) {
      guard case .persistent = buffer.storage else { continue }
      #expect(results["after.\(buffer.name)"] == run.inputs[buffer.name], "\(buffer.name)")
    }
  }

  private func reference(_ graph: Graph, _ run: EmittedRun) throws -> Tensors {
    var inputs: [String: Buffer<Double>] = [:]
    for input in graph.inputs {
      let values = try #require(run.inputs[input.name])
      inputs[input.name] = Buffer(sizes: graph.type(of: input.value).sizes, elements: values)
    }
    return try ReferenceInterpreter.run(graph, inputs: inputs, precision: .f64)
      .mapValues(\.elements)
  }

  /// Finite, and off by no more than `relative` of the largest magnitude, and 1e-6.
  private func expectClose(
    _ found: [Double], _ expected: [Double], relative: Double, _ what: String
  ) {
    #expect(found.count == expected.count, "\(what)")
    let scale = expected.reduce(0) { max($0, $1.magnitude) }
    let worst = zip(found, expected).reduce(0.0) { worst, pair in
      let difference = (pair.0 - pair.1).magnitude
      return difference <= worst ? worst : difference
    }
    #expect(worst <= relative * scale + 1e-6, "\(what) is off by \(worst) of \(scale)")
  }
}
