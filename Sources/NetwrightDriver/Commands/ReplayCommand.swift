import NetwrightDiagnostics
import NetwrightFrontend

/// `replay`: training steps of a spec on given batches from a given state, by either engine.
package enum ReplayCommand {
  package struct Options: Sendable {
    package var run = RunOptions()
    package var batches: String
    package var out: String
    package var state: String?
    package var steps: Int?
    package var start: Int?
    package var seed: UInt64?
    package var givesGradients = false

    package init(batches: String, out: String) {
      self.batches = batches
      self.out = out
    }
  }

  package static func run(
    _ path: String, overrides: [Override], options: Options, session: Session
  ) -> Int32 {
    guard let spec = session.load(path, overrides) else { return 1 }
    if let missing = MissingSection(in: spec, path, for: .steps) {
      session.report([missing.diagnostic], files: [path])
      return 1
    }
    var arguments = ["replay", "--batches", options.batches, "--out", options.out]
    if let state = options.state { arguments += ["--state", state] }
    if let steps = options.steps { arguments += ["--steps", "\(steps)"] }
    if let start = options.start { arguments += ["--start", "\(start)"] }
    if let seed = options.seed { arguments += ["--seed", "\(seed)"] }
    do {
      return try EngineRunner.run(
        spec, arguments: arguments, options: options.run,
        exposesGradients: options.givesGradients, session: session)
    } catch { return session.fail(error) }
  }
}
