import NetwrightAutodiff
import NetwrightIR
import NetwrightOps
import NetwrightPasses
import NetwrightSchedule
import NetwrightTensor
import Testing

@Suite struct LoopScheduleTests {
  private static let momentum = UpdateRule(slots: ["momentum"]) {
    parameter, gradient, slots, _, graph in
    let kept = graph.multiply(slots[0], graph.constant(0.5, like: gradient))
    let next = graph.add(kept, gradient)
    return (graph.subtract(parameter, next), [next])
  }

  /// A training step of an embedding, a recurrent layer with gates, and a dense layer.
  private static func gatedStep(
    batch: Int, length: Int, units: Int, reversed: Bool = false
  ) throws -> Graph {
    var builder = GraphBuilder(name: "gated")
    let tokens = builder.input("tokens", TensorType(sizes: [length, batch], .i32))
    let table = builder.input("table", TensorType(sizes: [3, 2 * units]), role: .parameter)
    let weight = builder.input(
      "recurrent", TensorType(sizes: [units, 2 * units]), role: .parameter)
    let start = builder.constant(0, TensorType(sizes: [batch, units]))
    let x = builder.gatherRows(table, tokens)
    let (carries, outputs) = builder.scan(
      carries: [start, start], sequences: [x], constants: [weight], length: Dim(length),
      reversed: reversed
    ) { body, graph in
      let sums = graph.add(body.elements[0], graph.contract(body.carries[0], body.constants[0]))
      let shape = graph.type(of: body.carries[0]).shape
      let gate = graph.sigmoid(graph.slice(sums, starts: [0, 0], sizes: shape))
      let value = graph.tanh(graph.slice(sums, starts: [0, units], sizes: shape))
      let cell = graph.add(
        graph.multiply(gate, body.carries[1]), graph.multiply(value, body.carries[0]))
      let hidden = graph.multiply(gate, graph.tanh(cell))
      return ([hidden, cell], [hidden])
    }
    let dense = builder.input("dense", TensorType(sizes: [units, 3]), role: .parameter)
    let flat = builder.reshape(outputs[0], to: Shape(sizes: [length * batch, units]))
    let target = builder.input("target", TensorType(sizes: [length * batch], .i32))
    let losses = builder.softmaxCrossEntropy(builder.contract(flat, dense), target)
    let last = builder.reduceSum(builder.multiply(carries[1], carries[1]), axes: [0, 1])
    builder.output(
      "loss", builder.add(builder.reduceSum(losses, axes: [0]), last), role: .loss)
    builder.output("last", carries[0])
    let forward = try DecomposeComposites(keepsOwnGradients: true).run(on: builder.finish())
    return try TrainingGraph.build(
      from: runPipeline(forwardPipeline, on: forward), rule: momentum, exposesGradients: true)
  }

  @Test(
    "a training step with a loop agrees in all engines",
    arguments: [(1, 1, 1), (2, 3, 4), (3, 5, 9), (5, 2, 16)], [false, true])
  func training(_ size: (batch: Int, length: Int, units: Int), reversed: Bool) throws {
    let graph = try Self.gatedStep(
      batch: size.batch, length: size.length, units: size.units, reversed: reversed)
    try Engines.expectAgreement(graph, integerBound: 3, tolerance: 1e-3)
  }

  @Test("the loops of a recurrent layer copy nothing, and pack their weights before")
  func copiesNothing() throws {
    let graph = try Self.gatedStep(batch: 3, length: 5, units: 16)
    let optimized = try runPipeline(standardPipeline, on: DecomposeComposites().run(on: graph))
    let plan = try Scheduler.plan(name: "gated", training: nil, evaluation: optimized)
    let loops = plan.evaluation.items.compactMap { item -> StepLoop? in
      if case .loop(let loop) = item { loop } else { nil }
    }
    #expect(loops.map(\.count) == [5, 5])
    #expect(loops.map(\.reversed) == [false, true])
    let kinds = loops.map { loop in loop.items.flatMap(\.calls).map { kind(of: $0, plan) } }
    #expect(kinds == [["packed contraction", "loops"], ["loops", "packed contraction"]])
    let packs = plan.evaluation.calls.count { kind(of: $0, plan) == "pack" }
    #expect(packs == 2)
  }

  private func kind(of call: KernelCall, _ plan: ProgramPlan) -> String {
    switch plan.functions[call.function].kernel.form {
    case .loops: call.title == "copy" ? "copy" : "loops"
    case .skeleton(.contraction(let form), _, _):
      form.rightIsPacked ? "packed contraction" : "contraction"
    case .whole(.packRight, _, _): "pack"
    default: "other"
    }
  }

  @Test("carries that exchange their values, and one that another takes, agree")
  func exchange() throws {
    var builder = GraphBuilder(name: "exchange")
    let inputs = ["a", "b", "c"].map { builder.input($0, TensorType(sizes: [3])) }
    let x = builder.input("x", TensorType(sizes: [4, 3]))
    let (carries, outputs) = builder.scan(
      carries: inputs, sequences: [x], constants: [inputs[0]], length: 4
    ) { body, graph in
      let sum = graph.add(body.carries[2], body.elements[0])
      let next = graph.multiply(sum, body.constants[0])
      return (
        [body.carries[1], body.carries[0], next], [next, body.constants[0], body.carries[1]]
      )
    }
    for (place, value) in (carries + outputs).enumerated() { builder.output("y\(place)", value) }
    try Engines.expectAgreement(builder.finish())
  }

  @Test("a loop inside a loop agrees, with sequences of both and a reshaped carry")
  func nested() throws {
    var builder = GraphBuilder(name: "nested")
    let state = builder.input("state", TensorType(sizes: [2, 3]))
    let x = builder.input("x", TensorType(sizes: [4, 2, 3]))
    let weight = builder.input("w", TensorType(sizes: [9, 9]))
    let (carries, outputs) = builder.scan(
      carries: [state], sequences: [x], constants: [x, weight], length: 4
    ) { body, graph in
      let (inner, stacked) = graph.scan(
        carries: [body.carries[0]], sequences: [body.constants[0]],
        constants: [body.elements[0], body.constants[1]], length: 4, reversed: true
      ) { body, graph in
        let wide = graph.pad(body.carries[0], low: [0, 0], high: [0, 6])
        let product = graph.contract(wide, body.constants[1])
        let narrow = graph.slice(product, starts: [0, 2], sizes: [2, 3])
        let sum = graph.add(narrow, graph.multiply(body.elements[0], body.constants[0]))
        let flat = graph.reshape(graph.tanh(sum), to: [6])
        return ([graph.reshape(flat, to: [2, 3])], [flat])
      }
      return (inner, [stacked[0], inner[0]])
    }
    for (place, value) in (carries + outputs).enumerated() { builder.output("y\(place)", value) }
    try Engines.expectAgreement(builder.finish(), tolerance: 1e-3)
  }
}
