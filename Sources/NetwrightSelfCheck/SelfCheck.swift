import NetwrightIR
import NetwrightInterpreter
import NetwrightPasses
import NetwrightSchedule
import NetwrightTensor
import Synchronization

/// Holds all engines of this process against the unoptimized graph in `f64`, over two training
/// steps: the losses, every gradient, and everything that persists.
package struct SelfCheck {
  package let source: StepSource
  /// The training step as written: primitive ops, gradients exposed, no pass before differentiation
  /// or after it.
  package let graph: Graph
  package let inputs: StepInputs
  package let selection: PassSelection
  package let seed: UInt64
  /// Single elements to move for finite differences.
  package let samples: Int

  package let reference: StepRecord
  /// The reference in `f32`.
  package let rounded: StepRecord
  package let tolerance: Tolerance
  private let wrongPass = WrongPassSearch()
  package var lossName: String? { graph.outputs.first { $0.role == .loss }?.name }

  package init(
    _ source: StepSource, _ inputs: StepInputs, passes: PassSelection = .all, samples: Int = 16,
    seed: UInt64 = 1
  ) throws {
    self.source = source
    self.inputs = inputs
    self.selection = passes
    self.samples = samples
    self.seed = seed
    graph = try source.step(of: source.forward)
    let lossName = graph.outputs.first { $0.role == .loss }?.name
    var double = try InterpreterEngine(graph, .f64)
    reference = try inputs.run(&double, lossName: lossName)
    var single = try InterpreterEngine(graph, .f32)
    rounded = try inputs.run(&single, lossName: lossName)
    tolerance = GraphPart.hasKinks(graph) ? .kinked : .smooth
  }

  package func compare(_ record: StepRecord, givesGradients: Bool = true) -> Comparison {
    Comparison(
      record, against: reference, from: inputs.state, tolerance, rounded: rounded,
      givesGradients: givesGradients)
  }

  /// All engines of this process.
  package func rows() throws -> [Row] {
    [try finiteDifferences(), singlePrecision()] + (try optimizedEngines())
  }

  // MARK: The graph as written

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
    row.gradient = found.worst?.distance
    row.differences = found.differences.map { slope in
      Difference(
        quantity: .gradient, name: slope.name ?? "all parameters", step: 1,
        distance: slope.distance, allowed: 1e-3, element: slope.element, expected: slope.measured,
        found: slope.stated)
    }
    if !row.differences.isEmpty { row.culprit = .gradientRule }
    row.note = found.summary
    return row
  }

  package func singlePrecision() -> Row {
    let comparison = Comparison(
      rounded, against: reference, from: inputs.state, tolerance)
    var row = Row(.interpreter, comparison)
    if !row.agrees { row.culprit = .interpreter }
    return row
  }

  // MARK: The optimized graph

  /// The optimized graph in both precisions, its kernels, and its plan interpreted.
  package func optimizedEngines() throws -> [Row] {
    let optimized: Graph
    let record: StepRecord
    do {
      optimized = try source.optimized(selection)
      var double = try InterpreterEngine(optimized, .f64)
      record = try inputs.run(&double, lossName: lossName)
    } catch {
      var row = try blamed(Row(.optimizedDouble)) { _ in .schedule }
      row.note = row.note ?? "there is no optimized graph to run: \(error)"
      return [row]
    }
    let exact = Comparison(record, against: reference, from: inputs.state, .folded)
    var single = try InterpreterEngine(optimized, .f32)
    let rounded = try compare(inputs.run(&single, lossName: lossName))
    let plan = try KernelEngine.plan(optimized)
    return [
      try blamed(Row(.optimizedDouble, exact)),
      try blamed(Row(.optimized, rounded)) { _ in .interpreter },
      try kernels(plan, of: optimized, .kernels),
      try interpretedPlan(plan, of: optimized, .fast),
    ]
  }

  /// The kernels of a plan whose training step is an optimized graph.
  package func kernels(_ plan: ProgramPlan, of optimized: Graph, _ name: Row.Engine) throws -> Row {
    do {
      var engine = KernelEngine(plan, of: optimized)
      let record = try inputs.run(&engine, lossName: lossName)
      let comparison = compare(record, givesGradients: name.givesGradients)
      return try blamed(Row(name, comparison)) { bisection in
        try bisection.firstWrongKernel(of: plan, graph: optimized)?.kernel ?? .schedule
      }
    } catch let error as OverwrittenTensor { return overwritten(error, name) }
  }

  /// The same by the kernels of compiled code, with two threads and with one.
  package func interpretedPlan(
    _ plan: ProgramPlan, of optimized: Graph, _ name: Row.Engine
  ) throws -> Row {
    do {
      let records = try [2, 1].map { threads in
        var engine = try PlanEngine(plan, of: optimized, threads: threads)
        return try inputs.run(&engine, lossName: lossName)
      }
      let comparison = compare(records[0], givesGradients: name.givesGradients)
      var row = try blamed(Row(name, comparison)) { bisection in
        try bisection.firstWrongKernel(of: plan, graph: optimized)?.kernel
          ?? bisection.firstWrongInterpretedKernel(of: plan)?.kernel ?? .schedule
      }
      if row.agrees, records[0].bits != records[1].bits {
        row.culprit = .threads
        row.note = "two threads give other bits than one"
      }
      return row
    } catch let error as OverwrittenTensor { return overwritten(error, name) }
  }

  private func overwritten(_ error: OverwrittenTensor, _ name: Row.Engine) -> Row {
    var row = Row(name)
    row.culprit = .schedule
    row.note = error.description
    return row
  }

  /// A row that disagrees with what is to blame: a pass, or else what `other` finds.
  private func blamed(
    _ row: Row, other: (Bisection) throws -> Culprit? = { _ in nil }
  ) throws -> Row {
    guard !row.agrees || row.loss == nil else { return row }
    var row = row
    let bisection = Bisection(inputs, lossName: lossName)
    let wrong = try wrongPass.result { try bisection.firstWrongPass(of: selection, source) }
    if let (pass, differences, fault) = wrong {
      row.culprit = pass
      row.note = fault
      if row.differences.isEmpty { row.differences = differences }
    } else {
      row.culprit = try other(bisection)
    }
    return row
  }
}

/// The first wrong pass, which is the same for every engine: it is searched for once.
private final class WrongPassSearch: Sendable {
  private let found = Mutex<[Bisection.WrongPass?]>([])

  func result(_ search: () throws -> Bisection.WrongPass?) throws -> Bisection.WrongPass? {
    if let known = found.withLock({ $0.first }) { return known }
    let result = try search()
    found.withLock { $0 = [result] }
    return result
  }
}
