import NetwrightEmitter
import NetwrightFrontend
import NetwrightIR
import NetwrightLayers
import NetwrightSchedule

/// `dump`: any value between two stages, as text.
package enum DumpCommand {
  package enum Stage: String, CaseIterable, Sendable {
    case spec, forward, training, optimized, kernels, swift
  }

  package static func run(
    _ path: String, stage: Stage, evaluates: Bool, overrides: [Override], session: Session
  ) -> Int32 {
    guard let spec = session.load(path, overrides) else { return 1 }
    do {
      session.printRaw(try text(spec, stage, evaluates: evaluates, specName: SpecName.of(path)))
      return 0
    } catch { return session.fail(error) }
  }

  private static func text(
    _ spec: CheckedSpec, _ stage: Stage, evaluates: Bool, specName: String
  ) throws -> String {
    let compilation = Compilation(spec)
    let mode: ModelGraph.Mode = compilation.trains && !evaluates ? .training : .evaluation
    switch stage {
    case .spec: return spec.resolvedText
    case .forward:
      return GraphPrinter.text(of: try compilation.forward(mode), showsOrigins: true)
    case .training:
      return GraphPrinter.text(of: try compilation.complete(mode), showsOrigins: true)
    case .optimized:
      return GraphPrinter.text(of: try compilation.optimized(mode), showsOrigins: true)
    case .kernels: return PlanPrinter.text(of: try compilation.plan())
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
