import NetwrightAutodiff
import NetwrightIR
import NetwrightInterpreter
import NetwrightOps
import NetwrightPasses
import NetwrightPlanInterpreter
import NetwrightSchedule
import NetwrightTensor
import Testing

/// Runs one graph in every engine that needs no Swift compiler, and compares.
enum Engines {
  typealias Tensors = [String: Buffer<Double>]

  /// Deterministic numbers in a range; integers below a bound for integer types.
  static func inputs(
    of graph: Graph, range: ClosedRange<Double> = -1...1, integerBound: Int = 2
  ) -> Tensors {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24)
    }
    var result: Tensors = [:]
    for input in graph.inputs {
      let type = graph.type(of: input.value)
      let elements = (0..<type.elementCount).map { _ -> Double in
        if type.dtype.isFloat {
          let number = range.lowerBound + (range.upperBound - range.lowerBound) * next()
          // Variances and second moments are not negative.
          return input.role == .slot || input.role == .state ? number.magnitude : number
        }
        if input.role == .step { return 3 }
        return (next() * Double(integerBound)).rounded(.down)
      }
      let rounded = type.dtype == .f32 ? elements.map { Double(Float($0)) } : elements
      result[input.name] = Buffer(sizes: type.sizes, elements: rounded)
    }
    return result
  }

  /// The graph as written, in f64, against the optimized graph and the scheduled kernels, in f32.
  static func expectAgreement(
    _ graph: Graph, range: ClosedRange<Double> = -1...1, integerBound: Int = 2,
    tolerance: Double = 1e-4, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let inputs = inputs(of: graph, range: range, integerBound: integerBound)
    let oracle = try ReferenceInterpreter.run(graph, inputs: inputs, precision: .f64)
    let primitive = try DecomposeComposites().run(on: graph)
    let optimized = try runPipeline(standardPipeline, on: primitive) { name, _, graph in
      let faults = GraphVerifier.faults(in: graph)
      #expect(
        faults == [], "after \(name):\n\(GraphPrinter.text(of: graph))", sourceLocation: location)
    }
    let fused = try ReferenceInterpreter.run(optimized, inputs: inputs, precision: .f32)
    compare(oracle, fused, tolerance, "optimized graph", location)
    let plan = try Scheduler.plan(name: "test", training: nil, evaluation: optimized)
    var evaluator = KernelEvaluator(plan)
    for (name, buffer) in inputs { evaluator.write(name, buffer.elements) }
    // What reads memory after its time gives NaN.
    evaluator.run(plan.evaluation, poisonsFreed: true)
    var kernels: Tensors = [:]
    for (name, number) in plan.evaluation.outputs {
      kernels[name] = Buffer(sizes: oracle[name]?.sizes ?? [], elements: evaluator.read(number))
    }
    for output in optimized.outputs {
      if case .update(let target) = output.role {
        kernels[output.name] = Buffer(
          sizes: oracle[output.name]?.sizes ?? [], elements: evaluator.read(target) ?? [])
      }
    }
    compare(oracle, kernels, tolerance, "kernels", location)
    try expectInterpretedPlan(plan, optimized, inputs, oracle, tolerance, location)
  }

  /// The interpreted plan against the oracle, with the same bits for any number of threads.
  private static func expectInterpretedPlan(
    _ plan: ProgramPlan, _ graph: Graph, _ inputs: Tensors, _ oracle: Tensors, _ tolerance: Double,
    _ location: SourceLocation
  ) throws {
    var first: Tensors?
    for threads in [1, 2, 3] {
      let interpreter = try PlanInterpreter(plan, threads: threads)
      for (name, buffer) in inputs { interpreter.write(name, buffer.elements) }
      interpreter.run(plan.evaluation)
      var found: Tensors = [:]
      for (name, number) in plan.evaluation.outputs {
        found[name] = Buffer(sizes: oracle[name]?.sizes ?? [], elements: interpreter.read(number))
      }
      for output in graph.outputs {
        if case .update(let target) = output.role {
          found[output.name] = Buffer(
            sizes: oracle[output.name]?.sizes ?? [], elements: interpreter.read(target) ?? [])
        }
      }
      compare(oracle, found, tolerance, "interpreted plan", location)
      for (name, buffer) in first ?? found {
        #expect(
          buffer.elements.map(\.bitPattern) == found[name]?.elements.map(\.bitPattern),
          "\(name) with \(threads) threads", sourceLocation: location)
      }
      first = found
      #expect(
        interpreter.slowFunctions.filter { !hasWideNumbers($0, plan) } == [],
        sourceLocation: location)
    }
  }

  /// Whether a function touches numbers that have no vectors.
  private static func hasWideNumbers(_ function: String, _ plan: ProgramPlan) -> Bool {
    plan.functions.first { $0.name == function }?.kernel.operands.contains {
      ![.f32, .i32, .bool].contains($0.type.dtype)
    } ?? false
  }

  private static func compare(
    _ expected: Tensors, _ found: Tensors, _ tolerance: Double, _ engine: String,
    _ location: SourceLocation
  ) {
    #expect(expected.keys.sorted() == found.keys.sorted(), sourceLocation: location)
    for (name, oracle) in expected.sorted(by: { $0.key < $1.key }) {
      guard let other = found[name] else { continue }
      let scale = oracle.elements.reduce(0) { max($0, $1.isFinite ? $1.magnitude : 0) }
      let worst =
        zip(oracle.elements, other.elements).map { pair -> Double in
          if pair.0 == pair.1 || (pair.0.isNaN && pair.1.isNaN) { return 0 }
          let difference = (pair.0 - pair.1).magnitude
          return difference.isNaN ? .infinity : difference
        }.max() ?? 0
      #expect(
        worst <= tolerance * scale + 1e-6 && oracle.count == other.count,
        "\(engine): \(name) differs by \(worst) of \(scale)", sourceLocation: location)
    }
  }
}
