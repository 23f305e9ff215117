import NetwrightAutodiff
import NetwrightIR
import NetwrightInterpreter
import NetwrightOps
import NetwrightTensor
import Testing

@Suite struct ScanTests {
  /// `sin(a · k + b)` for k = 0, 1, ….
  private static func waves(_ sizes: [Int], _ a: Double, _ b: Double) -> (TensorType, [Double]) {
    let count = sizes.reduce(1, *)
    var value = TensorType(sizes: sizes)
    value.dtype = .f32
    return (value, (0..<count).map { sine(a * Double($0) + b) })
  }

  private static func sine(_ x: Double) -> Double { Double.apply(.sine, x) }

  /// Two carries that feed each other, backwards over a sequence; the sine is not used.
  private static func exchange(_ values: [Value], in graph: inout GraphBuilder) -> Value {
    let (carries, outputs) = graph.scan(
      carries: [values[0], values[1]], sequences: [values[2]], constants: [values[3], values[4]],
      length: 3, reversed: true
    ) { body, graph in
      let (h, c, x) = (body.carries[0], body.carries[1], body.elements[0])
      let row = graph.reshape(h, to: [1, 2])
      let product = graph.reshape(graph.contract(row, body.constants[0]), to: [2])
      let inner = graph.tanh(graph.add(product, graph.multiply(x, c)))
      let next = graph.multiply(inner, body.constants[1])
      let other = graph.add(graph.multiply(c, x), product)
      return ([other, next], [graph.multiply(next, h), graph.apply(Sine(), h), c])
    }
    let last = graph.reduceSum(graph.multiply(carries[0], values[5]), axes: [0])
    let weighted = graph.reduceSum(graph.multiply(outputs[0], values[6]), axes: [0, 1])
    let squares = graph.reduceSum(graph.multiply(outputs[2], outputs[2]), axes: [0, 1])
    return graph.add(graph.add(last, weighted), squares)
  }

  private static let exchangeInputs = [
    waves([2], 0.3, 0.1), waves([2], 0.4, 0.2), waves([3, 2], 0.5, 0.3), waves([2, 2], 0.6, 0.4),
    waves([2], 0.7, 0.5), waves([2], 0.8, 0.6), waves([3, 2], 0.9, 0.7),
  ]

  /// `jax.lax.scan(reverse=True)` and `jax.value_and_grad`, JAX in f64.
  @Test("values and gradients are those of JAX")
  func againstJAX() throws {
    let value = try evaluated(Self.exchangeInputs) { graph, values in
      [Self.exchange(values, in: &graph)]
    }
    expectClose(value, [[6.665681799901572]])
    let found = try gradients(Self.exchangeInputs) { graph, values in
      Self.exchange(values, in: &graph)
    }
    expectClose(
      Array(found.prefix(5)),
      [
        [6.198245574981, 8.149875810547], [3.271136742168, 3.090272107583],
        [
          0.221191463204, 0.843046907614, 0.402290187943, 1.354698680924, 0.765631689554,
          3.305360623206,
        ],
        [1.935043579826, 3.234532555265, 3.298439168874, 5.354285278664],
        [2.66550790349, 5.18260918069],
      ])
  }

  @Test("a scan of no turn hands its carries on, and gives them their gradients")
  func noTurns() throws {
    let inputs = [Self.waves([2], 1, 0), Self.waves([0, 2], 1, 0), Self.waves([2], 1, 1)]
    let found = try gradients(inputs) { graph, values in
      let (carries, outputs) = graph.scan(
        carries: [values[0]], sequences: [values[1]], constants: [values[2]], length: 0
      ) { body, graph in
        let next = graph.multiply(graph.add(body.carries[0], body.elements[0]), body.constants[0])
        return ([next], [next])
      }
      return graph.add(
        graph.multiply(carries[0], values[2]), graph.reduceSum(outputs[0], axes: [0]))
    }
    // ∂(h · w) = w, nothing for the sequence, h for the constant.
    expectClose(found, [inputs[2].1, [], inputs[0].1])
  }

  /// `y ← Σ` over an inner scan that runs over the whole sequence for each of its elements.
  private static func nested(_ values: [Value], in graph: inout GraphBuilder) -> Value {
    let (carries, outputs) = graph.scan(
      carries: [values[0]], sequences: [values[1]], constants: [values[1], values[2]], length: 3
    ) { body, graph in
      let (inner, stacked) = graph.scan(
        carries: [body.carries[0]], sequences: [body.constants[0]],
        constants: [body.elements[0], body.constants[1]], length: 3, reversed: true
      ) { body, graph in
        let product = graph.multiply(body.carries[0], body.constants[1])
        let sum = graph.add(graph.multiply(body.elements[0], body.constants[0]), product)
        let next = graph.tanh(sum)
        return ([next], [graph.multiply(next, body.carries[0])])
      }
      return (inner, [graph.reduceSum(stacked[0], axes: [0])])
    }
    return graph.add(
      graph.reduceSum(carries[0], axes: [0]), graph.reduceSum(outputs[0], axes: [0, 1]))
  }

  @Test("the gradient of a scan inside a scan is its slope")
  func nestedGradient() throws {
    let inputs = [
      Self.waves([2], 0.3, 0.1), Self.waves([3, 2], 0.5, 0.3), Self.waves([2], 0.7, 0.5),
    ]
    let found = try gradients(inputs) { graph, values in Self.nested(values, in: &graph) }
    for (place, gradient) in found.enumerated() {
      for element in gradient.indices {
        let losses = try [1e-6, -1e-6].map { step in
          var moved = inputs
          moved[place].1[element] += step
          return try evaluated(moved) { graph, values in [Self.nested(values, in: &graph)] }[0][0]
        }
        let slope = (losses[0] - losses[1]) / 2e-6
        #expect((gradient[element] - slope).magnitude < 1e-7, "input \(place), element \(element)")
      }
    }
  }

  @Test("a training graph saves what the gradient needs once, and runs the scan once forward")
  func recordsResiduals() throws {
    var builder = GraphBuilder(name: "recurrence")
    let x = builder.input("x", TensorType(sizes: [4, 2, 3]))
    let weight = builder.input("w", TensorType(sizes: [3, 3]), role: .parameter)
    let zero = builder.constant(0, TensorType(sizes: [2, 3]))
    let (_, outputs) = builder.scan(
      carries: [zero], sequences: [x], constants: [weight], length: 4
    ) { body, graph in
      let product = graph.contract(body.carries[0], body.constants[0])
      let next = graph.tanh(graph.add(product, body.elements[0]))
      return ([next], [next])
    }
    builder.output("loss", builder.reduceSum(outputs[0], axes: [0, 1, 2]), role: .loss)
    let rule = UpdateRule(slots: []) { _, gradient, _, _, _ in (gradient, []) }
    let training = try TrainingGraph.build(from: builder.finish(), rule: rule)
    let scans = training.nodes.filter { $0.op is Scan }
    #expect(scans.count == 2)
    // The state before each turn joins the state after it, which the spec gives already.
    #expect(
      scans[0].results.map { "\(training.type(of: $0))" } == [
        "f32[2, 3]", "f32[4, 2, 3]", "f32[4, 2, 3]",
      ])
    // Carries: the gradient of the state and of the weights. Sequences: upstream and both stacks.
    #expect((scans[1].op as? Scan)?.carries == 2)
    #expect((scans[1].op as? Scan)?.sequences == 3)
    #expect((scans[1].op as? Scan)?.reversed == true)
  }

  @Test("a sequence of another length, and a carry that changes its type, are refused")
  func refusals() {
    var region = GraphBuilder(name: "region")
    let carry = region.input("0", TensorType(sizes: [2]))
    let element = region.input("1", TensorType(sizes: [2]))
    region.output("0", region.add(carry, element))
    let (state, sequence) = (
      Operand(TensorType(sizes: [2])), Operand(TensorType(sizes: [4, 2]))
    )
    let scan = Scan(carries: 1, sequences: 1, length: 3)
    #expect(throws: ShapeError.sizesDiffer(sequence, axis: 0, expected: 3)) {
      try scan.resultTypes(
        of: [state, sequence], regions: [region.graph], in: ShapeContext())
    }
    var other = GraphBuilder(name: "region")
    let old = other.input("0", TensorType(sizes: [2]))
    other.output("0", other.reduceSum(old, axes: [0]))
    #expect(throws: ShapeError.region("a carry f32[2] becomes f32[]")) {
      try Scan(carries: 1, sequences: 0, length: 3).resultTypes(
        of: [state], regions: [other.graph], in: ShapeContext())
    }
  }

  private func expectClose(
    _ found: [[Double]], _ expected: [[Double]], _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(found.map(\.count) == expected.map(\.count), sourceLocation: location)
    for (a, b) in zip(found.joined(), expected.joined()) {
      #expect((a - b).magnitude < 1e-10, "\(a), expected \(b)", sourceLocation: location)
    }
  }
}
