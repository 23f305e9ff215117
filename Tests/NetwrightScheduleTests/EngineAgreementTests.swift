import NetwrightAutodiff
import NetwrightIR
import NetwrightOps
import NetwrightPasses
import NetwrightSchedule
import NetwrightTensor
import Testing

/// Adam as Kingma and Ba state it, plain: enough state to exercise every kind of update.
private let adam = UpdateRule(slots: ["first", "second"]) {
  parameter, gradient, slots, step, graph in
  let type = graph.type(of: parameter)
  func spread(_ number: Double) -> Value { graph.constant(number, type) }
  let first = graph.add(
    graph.multiply(slots[0], spread(0.9)), graph.multiply(gradient, spread(0.1)))
  let second = graph.add(
    graph.multiply(slots[1], spread(0.999)),
    graph.multiply(graph.multiply(gradient, gradient), spread(0.001)))
  let count = graph.convert(step, to: .f64)
  let one = graph.constant(1, TensorType([], .f64))
  let correction = graph.subtract(
    one, graph.power(graph.constant(0.9, TensorType([], .f64)), count))
  let rate = graph.convert(
    graph.divide(graph.constant(0.01, TensorType([], .f64)), correction), to: .f32)
  let scaled = graph.multiply(graph.broadcast(rate, to: type.shape, axes: []), first)
  let root = graph.add(graph.squareRoot(second), spread(1e-8))
  return (graph.subtract(parameter, graph.divide(scaled, root)), [first, second])
}

@Suite struct EngineAgreementTests {
  @Test("every op's examples give the same values in all engines", arguments: opRegistry.indices)
  func examples(_ index: Int) throws {
    for example in opRegistry[index].examples {
      var builder = GraphBuilder(name: "example")
      let inputs = example.inputs.enumerated().map { builder.input("x\($0)", $1) }
      for (number, result) in try builder.add(
        example.op, inputs, regions: example.regions
      ).enumerated() {
        builder.output("y\(number)", result)
      }
      try Engines.expectAgreement(
        builder.finish(), range: example.range, integerBound: example.integerBound)
    }
  }

  private func dense(
    _ x: Value, _ name: String, _ width: Int, in builder: inout GraphBuilder
  ) -> Value {
    let sizes = builder.type(of: x).sizes
    let weight = builder.input(
      "\(name).weight", TensorType(sizes: [sizes[1], width]), role: .parameter)
    let bias = builder.input("\(name).bias", TensorType(sizes: [width]), role: .parameter)
    let product = builder.contract(x, weight)
    let shape = builder.type(of: product).shape
    return builder.add(product, builder.broadcast(bias, to: shape, axes: [1]))
  }

  private func classify(_ logits: Value, in builder: inout GraphBuilder) throws -> Graph {
    let rows = builder.type(of: logits).sizes[0]
    let target = builder.input("label", TensorType(sizes: [rows], .i32))
    let losses = builder.apply(SoftmaxCrossEntropy(), logits, target)
    builder.output("loss", builder.mean(losses, axes: [0]), role: .loss)
    let forward = try DecomposeComposites(keepsOwnGradients: true).run(on: builder.finish())
    return try TrainingGraph.build(from: forward, rule: adam, exposesGradients: true)
  }

  @Test("a training step of a dense classifier agrees, gradients and updates included")
  func denseClassifier() throws {
    var builder = GraphBuilder(name: "mlp")
    let x = builder.input("x", TensorType(sizes: [6, 5]))
    let hidden = builder.relu(dense(x, "a", 7, in: &builder))
    let graph = try classify(dense(hidden, "b", 3, in: &builder), in: &builder)
    try Engines.expectAgreement(graph, integerBound: 3)
  }

  @Test("a dense classifier's step is a handful of kernels, and updates are stored in place")
  func denseKernels() throws {
    var builder = GraphBuilder(name: "mlp")
    let x = builder.input("x", TensorType(sizes: [6, 5]))
    let hidden = builder.relu(dense(x, "a", 7, in: &builder))
    let logits = dense(hidden, "b", 3, in: &builder)
    let target = builder.input("label", TensorType(sizes: [6], .i32))
    let losses = builder.apply(SoftmaxCrossEntropy(), logits, target)
    builder.output("loss", builder.mean(losses, axes: [0]), role: .loss)
    let forward = try DecomposeComposites().run(on: builder.finish())
    let training = try TrainingGraph.build(from: forward, rule: adam)
    let optimized = try runPipeline(standardPipeline, on: training)
    let plan = try Scheduler.plan(name: "mlp", training: optimized, evaluation: optimized)
    let calls = plan.training?.calls ?? []
    #expect(calls.count { $0.title == "copy" } == 0)
    #expect(calls.count <= 10, "\(calls.map(\.title))")
  }

  @Test("tensors that take each other's old values get those, whatever is stored first")
  func exchangedUpdates() throws {
    var builder = GraphBuilder(name: "exchange")
    let type = TensorType(sizes: [3])
    let values = ["a", "b", "c", "d"].map { builder.input($0, type, role: .state) }
    let sum = builder.add(values[2], values[3])
    builder.output("d", builder.multiply(sum, sum), role: .update("d"))
    builder.output("a", values[1], role: .update("a"))
    builder.output("b", values[0], role: .update("b"))
    builder.output("c", values[3], role: .update("c"))
    try Engines.expectAgreement(builder.finish())
  }

  @Test("a training step of a convolutional classifier with pooling and batch norm agrees")
  func convolutionalClassifier() throws {
    var builder = GraphBuilder(name: "cnn")
    let x = builder.input("x", TensorType(sizes: [2, 6, 6, 2]))
    let filter = builder.input("c.filter", TensorType(sizes: [3, 3, 2, 4]), role: .parameter)
    var y = builder.apply(
      Convolution(ConvolutionSetting(Window2D(padding: [1, 1, 1, 1]))), x, filter)
    let scale = builder.input("n.scale", TensorType(sizes: [4]), role: .parameter)
    let offset = builder.input("n.offset", TensorType(sizes: [4]), role: .parameter)
    let mean = builder.input("n.mean", TensorType(sizes: [4]), role: .state)
    let variance = builder.input("n.variance", TensorType(sizes: [4]), role: .state)
    let normal = builder.apply(
      BatchNormTraining(epsilon: 1e-5, momentum: 0.1), list: [y, scale, offset, mean, variance])
    builder.output("n.mean", normal[1], role: .update("n.mean"))
    builder.output("n.variance", normal[2], role: .update("n.variance"))
    y = builder.relu(normal[0])
    y = builder.apply(MaximumPool(PoolSetting(size: [2, 2], strides: [2, 2])), y)
    y = builder.reshape(y, to: [2, 36])
    let graph = try classify(dense(y, "d", 3, in: &builder), in: &builder)
    try Engines.expectAgreement(graph, integerBound: 3, tolerance: 1e-3)
  }

  @Test("an output that a reshape shows has the type of the graph, not of its buffer")
  func reshapedOutput() throws {
    var builder = GraphBuilder(name: "reshaped")
    let x = builder.input("x", TensorType(sizes: [4, 1]))
    let square = builder.multiply(x, x)
    builder.output("loss", builder.mean(square, axes: [1]))
    let optimized = try runPipeline(standardPipeline, on: builder.finish())
    let plan = try Scheduler.plan(name: "reshaped", training: nil, evaluation: optimized)
    #expect(plan.evaluation.reshapedOutputs == ["loss": TensorType(sizes: [4])])
  }

  @Test("a chain of two thousand layers beside a short branch is fused without recursion")
  func longChain() throws {
    var builder = GraphBuilder(name: "long")
    let x = builder.input("x", TensorType(sizes: [2, 2]))
    let weight = builder.input("w", TensorType(sizes: [2, 2]), role: .parameter)
    let branch = builder.relu(x)
    var y = x
    for _ in 0..<2000 { y = builder.contract(y, weight) }
    builder.output("y", builder.add(y, branch))
    let optimized = try runPipeline(standardPipeline, on: builder.finish())
    #expect(optimized.nodes.count == 2000)
  }

  @Test("a residual network with batch norm, whose parts are recomputed and shared, agrees")
  func residualNetwork() throws {
    var builder = GraphBuilder(name: "residual")
    let x = builder.input("x", TensorType(sizes: [2, 4, 4, 3]))
    func normalized(_ x: Value, _ name: String, in builder: inout GraphBuilder) -> Value {
      let filter = builder.input(
        "\(name).filter", TensorType(sizes: [3, 3, 3, 3]), role: .parameter)
      let setting = ConvolutionSetting(Window2D(padding: [1, 1, 1, 1]))
      let y = builder.apply(Convolution(setting), x, filter)
      let vectors = ["scale", "offset"].map {
        builder.input("\(name).\($0)", TensorType(sizes: [3]), role: .parameter)
      }
      let states = ["mean", "variance"].map {
        builder.input("\(name).\($0)", TensorType(sizes: [3]), role: .state)
      }
      let results = builder.apply(
        BatchNormTraining(epsilon: 1e-3, momentum: 0.1), list: [y] + vectors + states)
      builder.output("\(name).mean", results[1], role: .update("\(name).mean"))
      builder.output("\(name).variance", results[2], role: .update("\(name).variance"))
      return results[0]
    }
    var y = builder.relu(normalized(x, "stem", in: &builder))
    for block in ["a", "b", "c"] {
      let inner = builder.relu(normalized(y, "\(block)1", in: &builder))
      y = builder.relu(builder.add(normalized(inner, "\(block)2", in: &builder), y))
    }
    let pooled = builder.mean(y, axes: [1, 2])
    let graph = try classify(dense(pooled, "d", 3, in: &builder), in: &builder)
    try Engines.expectAgreement(graph, integerBound: 3, tolerance: 2e-3)
  }

  @Test("residual sums, layer norm, shared parameters and fan-out agree")
  func sharing() throws {
    var builder = GraphBuilder(name: "shared")
    let x = builder.input("x", TensorType(sizes: [4, 6]))
    let weight = builder.input("w", TensorType(sizes: [6, 6]), role: .parameter)
    let scale = builder.input("s", TensorType(sizes: [6]), role: .parameter)
    let offset = builder.input("o", TensorType(sizes: [6]), role: .parameter)
    var y = x
    for _ in 0..<3 {
      let normal = builder.apply(LayerNorm(epsilon: 1e-5), y, scale, offset)
      let product = builder.contract(normal, weight)
      y = builder.add(y, builder.apply(GELU(tanh: false), product))
    }
    let graph = try classify(y, in: &builder)
    try Engines.expectAgreement(graph, integerBound: 6, tolerance: 1e-3)
  }

  @Test("dropout draws the same mask forward and backward")
  func dropout() throws {
    var builder = GraphBuilder(name: "dropout")
    let x = builder.input("x", TensorType(sizes: [4, 6]))
    let seed = builder.input("seed", TensorType([], .i64), role: .seed)
    let step = builder.input("step", TensorType([], .i64), role: .step)
    let hidden = dense(x, "a", 8, in: &builder)
    let shape = builder.type(of: hidden).shape
    let random = builder.apply(RandomUniform(shape, path: "drop"), seed, step)
    let keep = builder.less(random, builder.constant(0.75, like: random))
    let scaled = builder.multiply(hidden, builder.constant(1 / 0.75, like: hidden))
    let kept = builder.select(keep, scaled, builder.constant(0, like: hidden))
    let graph = try classify(dense(kept, "b", 3, in: &builder), in: &builder)
    try Engines.expectAgreement(graph, integerBound: 3)
  }
}
