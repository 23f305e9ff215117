import NetwrightAutodiff
import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightIR
import NetwrightLayers
import NetwrightPasses
import NetwrightPlanInterpreter
import NetwrightSchedule
import NetwrightTensor

/// The compiler in one screen: a checked spec and every stage after it.
package struct Compilation {
  package let spec: CheckedSpec
  /// Whether a training step also gives the gradient of each parameter, as a result
  /// `gradient.NAME`: for comparisons; costs memory.
  package let exposesGradients: Bool
  private let selection: PassSelection

  /// - Parameter passes: the passes that are not switched off.
  package init(
    _ spec: CheckedSpec, passes: PassSelection = .all, exposesGradients: Bool = false
  ) {
    self.spec = spec
    self.exposesGradients = exposesGradients
    selection = passes
  }

  /// Why a checked spec does not compile: always a fault of the compiler.
  package struct Failure: Error {
    package let diagnostic: Diagnostic
  }

  /// Whether the spec says how to train.
  package var trains: Bool { spec.hasLoss && spec.optimizer != nil }

  /// The graph as the spec states it, the batch symbolic, composite ops whole.
  package func forward(_ mode: ModelGraph.Mode) throws(Failure) -> Graph {
    do throws(LoweringError) { return try spec.lower(mode).graph } catch {
      switch error {
      case .noLoss: throw fault("this spec has no loss to train with")
      case .rejected(let failure): throw fault(failure)
      }
    }
  }

  /// Bound and decomposed, with gradients and updates for training.
  ///
  /// - Parameter passes: what runs before differentiation.
  package func complete(
    _ mode: ModelGraph.Mode, passes: [any Pass] = []
  ) throws(Failure) -> Graph {
    let forward = try decomposed(mode)
    let prepared = try guarded { () throws(GraphBuilder.Failure) in
      try runPipeline(passes, on: forward)
    }
    return differentiates(mode) ? try differentiated(prepared) : prepared
  }

  /// Bound, composite ops decomposed; those that state their own gradient stay whole until they are
  /// differentiated.
  package func decomposed(_ mode: ModelGraph.Mode) throws(Failure) -> Graph {
    let forward = try forward(mode)
    return try guarded { () throws(GraphBuilder.Failure) in
      let bound = try BindDimensions(spec.binding).run(on: forward)
      return try DecomposeComposites(keepsOwnGradients: differentiates(mode)).run(on: bound)
    }
  }

  /// Lowers and differentiates, for the faults that show; see `TrainingGraph.build` on trials.
  package func tryOut() throws(Failure) {
    let mode = spec.hasLoss ? ModelGraph.Mode.training : .evaluation
    let forward = try decomposed(mode)
    if differentiates(mode) { _ = try differentiated(forward, isTrial: true) }
  }

  /// The training step of a decomposed forward graph.
  package func differentiated(
    _ forward: Graph, isTrial: Bool = false
  ) throws(Failure) -> Graph {
    guard let optimizer = spec.optimizer else { return forward }
    return try guarded { () throws(GraphBuilder.Failure) in
      let scales = spec.learningRateScales
      let training = try TrainingGraph.build(
        from: forward, exposesGradients: exposesGradients, isTrial: isTrial
      ) { name in
        let own = scales[name].map(optimizer.scalingLearningRate) ?? optimizer
        return UpdateRule(slots: own.slots) { parameter, gradient, slots, step, graph in
          own.update(parameter, gradient: gradient, slots: slots, step: step, in: &graph)
        }
      }
      return try DecomposeComposites().run(on: training)
    }
  }

  private func differentiates(_ mode: ModelGraph.Mode) -> Bool {
    mode == .training && spec.optimizer != nil
  }

  /// Optimized, without fusion: what the interpreter runs.
  package func simplified(_ mode: ModelGraph.Mode) throws(Failure) -> Graph {
    try run(
      selection.passes.filter { !($0 is any GroupingPass) },
      on: complete(mode, passes: selection.forwardPasses))
  }

  /// Optimized and fused: one node for each kernel.
  ///
  /// - Parameter inspect: sees the graph after each pass.
  package func optimized(
    _ mode: ModelGraph.Mode, inspect: (_ pass: String, _ after: Graph) -> Void = { _, _ in }
  ) throws(Failure) -> Graph {
    try run(selection.passes, on: complete(mode, passes: selection.forwardPasses)) {
      name, _, after in inspect(name, after)
    }
  }

  /// What each pass after differentiation did on the way to `optimized`.
  package func passReports(_ mode: ModelGraph.Mode) throws(Failure) -> [PassReport] {
    var reports: [PassReport] = []
    _ = try run(selection.passes, on: complete(mode, passes: selection.forwardPasses)) {
      name, before, after in
      reports.append(PassReport(name, from: before, to: after))
    }
    return reports
  }

  /// Kernels, calls and memory.
  package func plan() throws(Failure) -> ProgramPlan {
    let training = trains ? try optimized(.training) : nil
    let evaluation = try optimized(.evaluation)
    do throws(LoweringFailure) {
      return try Scheduler.plan(name: spec.name, training: training, evaluation: evaluation)
    } catch {
      throw fault("\(error.node) cannot be scheduled: \(error.reason)")
    }
  }

  /// Bytes that the kernels of a plan need beside its arena.
  func workspaceBytes(of plan: ProgramPlan, threads: Int) throws(Failure) -> Int {
    do throws(LoweringFailure) {
      return try PlanInterpreter.workspaceBytes(of: plan, threads: threads)
    } catch {
      throw fault("\(error.node) has no workspace: \(error.reason)")
    }
  }

  /// Bytes of a program with so many threads: arena and workspace.
  func peakBytes(of plan: ProgramPlan, threads: Int) throws(Failure) -> Int {
    saturatingSum(plan.arenaBytes, try workspaceBytes(of: plan, threads: threads))
  }

  private func run(
    _ passes: [any Pass], on graph: Graph,
    inspect: (_ name: String, _ before: Graph, _ after: Graph) -> Void = { _, _, _ in }
  ) throws(Failure) -> Graph {
    var faults: [String] = []
    let result = try guarded { () throws(GraphBuilder.Failure) in
      try runPipeline(passes, on: graph) { name, before, after in
        inspect(name, before, after)
        #if DEBUG
          faults += GraphVerifier.faults(in: after).map {
            "after \(name): \($0.node): \($0.description)"
          }
        #endif
      }
    }
    if let first = faults.first { throw fault(first) }
    return result
  }

  private func guarded<Result>(
    _ body: () throws(GraphBuilder.Failure) -> Result
  ) throws(Failure) -> Result {
    do { return try body() } catch { throw fault(error) }
  }

  private func fault(_ failure: GraphBuilder.Failure) -> Failure {
    let reason = failure.error.diagnostic(at: failure.origin.span)
    return fault("\(failure.keyword): \(reason.message)", at: failure.origin.span)
  }

  private func fault(_ text: String, at span: Span? = nil) -> Failure {
    Failure(
      diagnostic: Diagnostic("E0902", "the compiler contradicts itself: \(text)", at: span)
        .expected("a graph that every stage accepts").found(text)
        .help("this is a fault of Netwright; please report it with the spec"))
  }
}
