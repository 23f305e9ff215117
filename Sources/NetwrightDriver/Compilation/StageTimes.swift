import NetwrightDiagnostics
import NetwrightEmitter
import NetwrightFrontend
import NetwrightIR
import NetwrightPasses
import NetwrightSchedule
import NetwrightSyntax

/// How long each stage of `compile` takes on one spec, for finding out how time grows with depth.
package struct StageTimes {
  package struct Stage {
    package let name: String
    package let milliseconds: Double
  }

  package private(set) var stages: [Stage] = []
  /// Layers, blocks expanded.
  package private(set) var layerCount = 0
  package private(set) var arenaBytes = 0
  package private(set) var liveBytes = 0
  private let clock = ContinuousClock()

  /// The fastest of several runs of each stage; `nil` where the spec has errors.
  package static func measure(_ path: String, rounds: Int) throws -> StageTimes? {
    var best: StageTimes?
    for _ in 0..<rounds {
      var times = StageTimes()
      guard try times.run(path) else { return nil }
      let fastest = best.map { known in
        zip(known.stages, times.stages).map { old, new in
          old.milliseconds < new.milliseconds ? old : new
        }
      }
      if let fastest { times.stages = fastest }
      best = times
    }
    return best
  }

  private mutating func run(_ path: String) throws -> Bool {
    let file = try SourceReader.read(path: path)
    let bag = DiagnosticBag()
    guard let spec = timed("check", { Frontend.check(file: file, into: bag) }) else {
      return false
    }
    layerCount = spec.layers.count
    let compilation = Compilation(spec)
    let complete = try timed("lower and differentiate") {
      (
        training: compilation.trains ? try compilation.complete(.training) : nil,
        evaluation: try compilation.complete(.evaluation)
      )
    }
    var graphs = [complete.training, complete.evaluation].compactMap { $0 }
    for pass in standardPipeline.dropLast() {
      graphs = try timed("passes") { try graphs.map { try pass.run(on: $0) } }
    }
    if let fusion = standardPipeline.last {
      graphs = try timed("fuse") { try graphs.map { try fusion.run(on: $0) } }
    }
    let plan = try timed("schedule and plan memory") {
      try Scheduler.plan(
        name: spec.name, training: graphs.count > 1 ? graphs.first : nil,
        evaluation: graphs[graphs.count - 1])
    }
    (arenaBytes, liveBytes) = (plan.arenaBytes, plan.liveBytes)
    _ = try timed("emit") {
      try Emitter.emit(
        EmissionPlans.request(
          for: compilation, plan: plan, runtime: .embedded(embeddedRuntime), specName: "spec.yaml"))
    }
    return true
  }

  /// Adds the time of `body` to the stage.
  private mutating func timed<Result>(_ name: String, _ body: () throws -> Result) rethrows
    -> Result
  {
    let start = clock.now
    let result = try body()
    let (seconds, attoseconds) = (clock.now - start).components
    let milliseconds = Double(seconds) * 1e3 + Double(attoseconds) * 1e-15
    let known = stages.last?.name == name ? stages.removeLast().milliseconds : 0
    stages.append(Stage(name: name, milliseconds: known + milliseconds))
    return result
  }
}
