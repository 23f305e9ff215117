import NetwrightEmitter
import NetwrightFrontend
import NetwrightIR
import NetwrightLayers
import NetwrightSchedule

/// `dump`: any value between two stages, as text.
package enum DumpCommand {
  package enum Stage: String, CaseIterable, Sendable {
    case spec, forward, training, optimized, kernels, swift

    /// Whether it has a form for each of the two steps.
    package var hasModes: Bool { self != .spec && self != .swift }
  }

  package static func run(
    _ path: String, stage: Stage, evaluates: Bool, showsStatistics: Bool = false,
    overrides: [Override], passes: PassSwitches = .none, session: Session
  ) -> Int32 {
    guard let spec = session.load(path, overrides) else { return 1 }
    let compilation = Compilation(spec, passes: passes.selection)
    let mode: ModelGraph.Mode = compilation.trains && !evaluates ? .training : .evaluation
    do {
      session.printRaw(
        try showsStatistics
          ? PassTable.text(of: compilation.passReports(mode))
          : text(compilation, stage, mode, specName: SpecName.of(path)))
      return 0
    } catch { return session.fail(error) }
  }

  private static func text(
    _ compilation: Compilation, _ stage: Stage, _ mode: ModelGraph.Mode, specName: String
  ) throws -> String {
    switch stage {
    case .spec: return compilation.spec.canonicalText
    case .forward:
      return GraphPrinter.text(of: try compilation.forward(mode), showsOrigins: true)
    case .training:
      return GraphPrinter.text(of: try compilation.complete(mode), showsOrigins: true)
    case .optimized:
      return GraphPrinter.text(of: try compilation.optimized(mode), showsOrigins: true)
    case .kernels:
      let isEvaluation = mode == .evaluation
      return PlanPrinter.text(of: try compilation.plan(), evaluationAlone: isEvaluation)
    case .swift:
      let runtime = Set(embeddedRuntime.map(\.path))
      return try CompileCommand.emit(
        compilation, runtime: .embedded(embeddedRuntime), specName: specName
      )
      .filter { !runtime.contains($0.path) }
      .map { "// \($0.path)\n\($0.text)" }.joined(separator: "\n")
    }
  }
}
