import NetwrightIR
import NetwrightInterpreter
import NetwrightOps
import NetwrightTensor
import Testing

@Suite("Prepared graphs")
struct PreparedGraphTests {
  private static let matrix = TensorType(sizes: [2, 3])

  /// `softmax(x) · 2 + step`, and the constant 2 repeated: a composite op, two element types, and
  /// parts that depend on no input.
  private static func graph() throws -> Graph {
    var builder = GraphBuilder(name: "test")
    let x = builder.input("x", matrix)
    let step = builder.input("step", .scalar(.i64), role: .step)
    let two = builder.broadcast(builder.constant(2, .scalar()), to: [2, 3], axes: [])
    let scaled = builder.multiply(builder.softmax(x), two)
    let count = builder.convert(step, to: .f32)
    let moved = builder.add(scaled, builder.broadcast(count, to: [2, 3], axes: []))
    // No one uses this.
    _ = builder.negate(moved)
    builder.output("moved", moved)
    builder.output("two", two)
    builder.output("same", x)
    return try builder.finish()
  }

  private static let x: [Double] = [0, 0, 0, 1, 1, 1]

  @Test("A prepared graph gives the same for the same inputs, run after run")
  func runsAgain() throws {
    let graph = try Self.graph()
    for precision in [ReferenceInterpreter.Precision.f32, .f64] {
      let prepared = try PreparedGraph(graph, precision: precision)
      let x = ReferenceTensor(
        Buffer(sizes: [2, 3], elements: Self.x), type: Self.matrix, precision: precision)
      var found: [[[Double]]] = []
      for step in [1.0, 2, 1] {
        let results = try prepared.run([x, .double(Buffer(scalar: step))])
        found.append(results.map(\.double.elements))
      }
      let third = precision == .f32 ? Double(Float(1) / 3 * 2 + 1) : 1.0 / 3 * 2 + 1
      #expect(found[0][0].allSatisfy { abs($0 - third) < 1e-6 })
      #expect(found[0][1...] == [[2, 2, 2, 2, 2, 2], Self.x])
      #expect(found[1][0].allSatisfy { abs($0 - third - 1) < 1e-6 })
      #expect(found[2] == found[0])
    }
  }

  @Test("Running by name gives what the prepared graph gives")
  func agreesWithNames() throws {
    let graph = try Self.graph()
    for precision in [ReferenceInterpreter.Precision.f32, .f64] {
      let x = Buffer(sizes: [2, 3], elements: [0.1, -2, 3, .infinity, 0, .nan])
      let named = try ReferenceInterpreter.run(
        graph, inputs: ["x": x, "step": Buffer(scalar: 3.0)], precision: precision)
      let listed = try PreparedGraph(graph, precision: precision).run([
        ReferenceTensor(x, type: Self.matrix, precision: precision), .double(Buffer(scalar: 3)),
      ])
      for (output, tensor) in zip(graph.outputs, listed) {
        let other = try #require(named[output.name])
        #expect(other.sizes == tensor.double.sizes)
        #expect(other.elements.map(\.bitPattern) == tensor.double.elements.map(\.bitPattern))
      }
    }
  }

  @Test("An input that is missing or of other sizes is an error")
  func rejectsInputs() throws {
    let graph = try Self.graph()
    let prepared = try PreparedGraph(graph, precision: .f64)
    #expect(throws: ReferenceInterpreter.Failure.missingInput("x")) { try prepared.run([]) }
    let narrow = Buffer(sizes: [2, 2], repeating: 0.0)
    let failure = ReferenceInterpreter.Failure.inputSize(
      "x", expected: Self.matrix, found: [2, 2])
    #expect(throws: failure) { try prepared.run([.double(narrow), .double(Buffer(scalar: 1))]) }
    let short = Buffer<Double>(sizes: [2, 3], elements: [1])
    #expect(throws: ReferenceInterpreter.Failure.self) {
      try prepared.run([.double(short), .double(Buffer(scalar: 1))])
    }
    #expect(throws: ReferenceInterpreter.Failure.missingInput("step")) {
      try ReferenceInterpreter.run(
        graph, inputs: ["x": Buffer(sizes: [2, 3], elements: Self.x)], precision: .f32)
    }
  }

  @Test("Whole numbers stay exact in single precision")
  func keepsIntegersExact() throws {
    var builder = GraphBuilder(name: "test")
    let step = builder.input("step", .scalar(.i64), role: .step)
    builder.output("next", builder.add(step, builder.constant(1, .scalar(.i64))))
    let graph = try builder.finish()
    let found = try ReferenceInterpreter.run(
      graph, inputs: ["step": Buffer(scalar: 0x1p40)], precision: .f32)
    #expect(found["next"]?.elements == [0x1p40 + 1])
  }
}
