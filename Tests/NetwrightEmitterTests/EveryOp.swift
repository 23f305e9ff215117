import NetwrightAutodiff
import NetwrightIR
import NetwrightOps
import NetwrightPasses
import NetwrightSchedule
import NetwrightTensor

/// Every example of every op side by side in one program: evaluation computes the ops, and a
/// training step puts in the place of each float input the gradient with respect to it.
struct EveryOp {
  /// One example of one op, with names that no other has.
  struct Case {
    /// `layer_norm_1`.
    let name: String
    let example: OpExample

    /// Whether the float inputs get gradients.
    var isDifferentiable: Bool {
      !type(of: example.op).traits.contains(.opaqueToGradient)
        && example.results.contains { $0.dtype.isFloat }
        && example.inputs.contains { $0.dtype.isFloat }
    }
  }

  static let cases = opRegistry.flatMap { op in
    op.examples.enumerated().map { Case(name: "\(op.keyword)_\($0)", example: $1) }
  }

  /// As written, before any pass.
  let evaluation: Graph
  let training: Graph
  let plan: ProgramPlan
  /// What to draw each input from: floats from a range, integers below a bound.
  private(set) var domains: [String: (range: ClosedRange<Double>, bound: Int)] = [:]

  init() throws {
    evaluation = try Self.evaluationGraph()
    let forward = try DecomposeComposites().run(on: Self.lossGraph())
    // The next value of a parameter is its gradient.
    let rule = UpdateRule(slots: []) { _, gradient, _, _, _ in (gradient, []) }
    training = try TrainingGraph.build(from: forward, rule: rule)
    plan = try Scheduler.plan(
      name: "every_op", training: Self.optimized(training), evaluation: Self.optimized(evaluation))
    for test in Self.cases {
      let domain = (test.example.range, test.example.integerBound)
      for place in test.example.inputs.indices { domains["\(test.name)_x\(place)"] = domain }
    }
  }

  private static func optimized(_ graph: Graph) throws -> Graph {
    let bound = try BindDimensions([:]).run(on: graph)
    return try runPipeline(standardPipeline, on: DecomposeComposites().run(on: bound))
  }

  /// Outputs `NAME_y0`, …: the results of every example as `f32`.
  private static func evaluationGraph() throws -> Graph {
    var builder = GraphBuilder(name: "every_op")
    for test in cases {
      let results = try builder.add(
        test.example.op, inputs(of: test, in: &builder), regions: test.example.regions)
      for (place, result) in results.enumerated() {
        builder.output("\(test.name)_y\(place)", builder.convert(result, to: .f32))
      }
    }
    return try builder.finish()
  }

  /// The loss is the sum over all differentiable examples and their float results of
  /// `Σ result · cotangent`; the cotangents are the data inputs `NAME_c0`, ….
  private static func lossGraph() throws -> Graph {
    var builder = GraphBuilder(name: "every_op")
    var loss = builder.constant(0, .scalar())
    for test in cases where test.isDifferentiable {
      let results = try builder.add(
        test.example.op, inputs(of: test, in: &builder), regions: test.example.regions)
      for (place, result) in results.enumerated() where builder.type(of: result).dtype.isFloat {
        let number = builder.convert(result, to: .f32)
        let type = builder.type(of: number)
        let cotangent = builder.input("\(test.name)_c\(place)", type)
        let products = builder.multiply(number, cotangent)
        loss = builder.add(loss, builder.reduceSum(products, axes: Array(0..<type.rank)))
      }
    }
    builder.output("loss", loss, role: .loss)
    return try builder.finish()
  }

  /// A program takes `f32` parameters and `f32` or `i32` data; other types are converted from them.
  private static func inputs(of test: Case, in builder: inout GraphBuilder) -> [Value] {
    test.example.inputs.enumerated().map { place, type in
      let isFloat = type.dtype.isFloat
      let input = builder.input(
        "\(test.name)_x\(place)", type.with(isFloat ? .f32 : .i32),
        role: isFloat ? .parameter : .data)
      return builder.convert(input, to: type.dtype)
    }
  }
}
