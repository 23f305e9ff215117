import NetwrightIR
import NetwrightInterpreter
import NetwrightPasses
import NetwrightSchedule
import NetwrightTensor

/// Holds all engines of this process against the unoptimized graph in `f64`, over two training steps:
/// the losses, every gradient, and everything that persists.
package struct SelfCheck {
  /// The bound training graph as written: primitive ops, gradients exposed, nothing optimized.
  package let graph: Graph
  package let inputs: StepInputs
  package let passes: [any Pass]
  package let seed: UInt64
  /// Single elements to move for finite differences.
  package let samples: Int

  package let reference: StepRecord
  /// The reference in `f32`.
  package let rounded: StepRecord
  package let tolerance: Tolerance
  package var lossName: String? { graph.outputs.first { $0.role == .loss }?.name }

  package init(
    _ graph: Graph, _ inputs: StepInputs, passes: [any Pass] = standardPipeline, samples: Int = 16,
    seed: UInt64 = 1
  ) throws {
    self.graph = graph
    self.inputs = inputs
    self.passes = passes
    self.samples = samples
    self.seed = seed
    let lossName = graph.outputs.first { $0.role == .loss }?.name
    var double = try InterpreterEngine(graph, .f64)
    reference = try inputs.run(&double, lossName: lossName)
    var single = try InterpreterEngine(graph, .f32)
    rounded = try inputs.run(&single, lossName: lossName)
    tolerance = GraphPart.hasKinks(graph) ? .kinked : .smooth
  }

  /// What one engine gave, as a row of the report.
  package struct Row: Sendable {
    package enum Engine: String, Sendable {
      case finiteDifferences = "finite differences, f64"
      case interpreter = "interpreter, f32"
      case optimizedDouble = "optimized graph, f64"
      case optimized = "optimized graph, f32"
      case kernels = "kernels over planned memory"
      case kernelsAsTrained = "kernels, as trained"
      case compiled = "compiled program"
      case compiledAsTrained = "compiled, as trained"
    }

    package let engine: Engine
    /// `nil` where the engine does not give the figure.
    package var loss: Double?
    package var gradient: Double?
    package var state: Double?
    package var differences: [Difference] = []
    package var culprit: Culprit?
    /// Why there are no figures, or what else is to be said.
    package var note: String?

    package init(_ engine: Engine) { self.engine = engine }

    package init(_ engine: Engine, _ comparison: Comparison, givesGradients: Bool = true) {
      self.engine = engine
      loss = comparison.loss
      gradient = givesGradients ? comparison.gradient : nil
      state = comparison.state
      differences = comparison.differences
    }

    package var agrees: Bool { differences.isEmpty && culprit == nil }
  }

  package func compare(_ record: StepRecord, _ tolerance: Tolerance? = nil) -> Comparison {
    Comparison(
      record, against: reference, from: inputs.state, tolerance ?? self.tolerance, rounded: rounded)
  }

  // MARK: Engines

  package func finiteDifferences() throws -> Row {
    let values = inputs.state.merging(inputs.batches.first ?? [:]) { $1 }
    var gradients = reference.gradients.first ?? [:]
    // A parameter without a gradient must not change the loss.
    for input in graph.inputs where input.role == .parameter && gradients[input.name] == nil {
      gradients[input.name] = Buffer(sizes: graph.type(of: input.value).sizes, repeating: 0)
    }
    let found = try FiniteDifferences(
      of: graph, inputs: values, gradients: gradients, samples: samples, seed: seed)
    var row = Row(.finiteDifferences)
    row.gradient = found.worst?.distance ?? 0
    row.differences = found.differences.map { slope in
      Difference(
        quantity: .gradient, name: slope.name ?? "all parameters", step: 1,
        distance: slope.distance, allowed: 1e-3, element: slope.element, expected: slope.measured,
        found: slope.stated)
    }
    if !row.differences.isEmpty { row.culprit = .gradientRule }
    row.note = "\(found.slopes.count) slopes"
    return row
  }

  package func singlePrecision() -> Row {
    let comparison = Comparison(
      rounded, against: reference, from: inputs.state, tolerance)
    var row = Row(.interpreter, comparison)
    if !row.agrees { row.culprit = .interpreter }
    return row
  }

  /// The optimized graph in both precisions, and its kernels.
  package func optimizedEngines() throws -> [Row] {
    let optimized: Graph
    do { optimized = try runPipeline(passes, on: graph) } catch {
      return [try blamed(Row(.optimizedDouble))]
    }
    var rows: [Row] = []
    var double = try InterpreterEngine(optimized, .f64)
    let exact = Comparison(
      try inputs.run(&double, lossName: lossName), against: reference, from: inputs.state, .folded)
    rows.append(try blamed(Row(.optimizedDouble, exact)))
    var single = try InterpreterEngine(optimized, .f32)
    rows.append(
      try blamed(Row(.optimized, compare(inputs.run(&single, lossName: lossName)))))
    rows.append(try kernels(KernelEngine.plan(optimized), of: optimized, .kernels))
    return rows
  }

  /// The kernels of a plan whose training step was made from an optimized graph.
  package func kernels(_ plan: ProgramPlan, of optimized: Graph, _ name: Row.Engine) throws -> Row {
    var engine = KernelEngine(plan, of: optimized)
    let record: StepRecord
    do { record = try inputs.run(&engine, lossName: lossName) } catch let error as OverwrittenTensor
    {
      var row = Row(name)
      row.culprit = .schedule
      row.note = error.description
      return row
    }
    var row = Row(name, compare(record), givesGradients: name == .kernels)
    guard !row.agrees else { return row }
    let bisection = Bisection(inputs, lossName: lossName)
    if let (pass, differences, fault) = try bisection.firstWrongPass(of: passes, on: graph) {
      row.culprit = pass
      row.note = fault
      if row.differences.isEmpty { row.differences = differences }
    } else {
      row.culprit = try bisection.firstWrongKernel(of: plan, graph: optimized)?.kernel ?? .schedule
    }
    return row
  }

  private func blamed(_ row: Row) throws -> Row {
    guard !row.agrees || row.loss == nil else { return row }
    var row = row
    let bisection = Bisection(inputs, lossName: lossName)
    if let (pass, differences, fault) = try bisection.firstWrongPass(of: passes, on: graph) {
      row.culprit = pass
      row.note = fault
      if row.differences.isEmpty { row.differences = differences }
    } else if row.engine == .optimized {
      row.culprit = .interpreter
    }
    return row
  }

  /// All engines of this process.
  package func rows() throws -> [Row] {
    [try finiteDifferences(), singlePrecision()] + (try optimizedEngines())
  }
}
