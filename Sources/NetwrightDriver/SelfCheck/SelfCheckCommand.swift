import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightSelfCheck

/// `selfcheck`: two training steps of a spec in every engine, held against the unoptimized graph.
package enum SelfCheckCommand {
  package struct Options: Sendable {
    package var seed: UInt64 = 1
    /// Rows of a batch; the spec's, but at most 4, by default.
    package var batch: Int?
    package var samples: Int?
    package var compiles = true
    package var passes = PassSwitches.none
    package init() {}
  }

  package static func run(
    _ path: String, overrides: [Override], options: Options, session: Session
  ) -> Int32 {
    guard let whole = session.load(path, overrides) else { return 1 }
    if let missing = MissingSection(in: whole, path, for: .gradients) {
      session.report([missing.diagnostic], files: [path])
      return 1
    }
    let batch = options.batch ?? min(whole.batch, 4)
    let spec = shrunk(whole, path, overrides, to: batch, session)
    if options.batch != nil, spec.batch != batch {
      session.report(
        [
          Diagnostic("E0207", "the batch of \(path) cannot be \(batch)", at: nil)
            .expected("a batch that the spec accepts").found("\(batch)")
            .help("leave `--batch` out, or see `check --set dims.batch=\(batch)`")
        ], files: [path])
      return 1
    }
    do {
      let check = try SpecCheck(spec, options)
      let report = SelfCheckReport(
        name: spec.name, batch: spec.batch, wholeBatch: whole.batch, seed: options.seed,
        tensors: check.check.reference.gradients.first ?? [:],
        losses: check.check.reference.losses, rows: try check.rows(session))
      let findings = report.diagnostics(in: check.check.graph)
      if session.format == .json {
        session.print(report.json)
      } else {
        session.print(report.text)
        session.report(findings, files: [path])
      }
      return findings.isEmpty ? 0 : 1
    } catch { return session.fail(error) }
  }

  /// The spec with fewer rows in a batch; as it is where it takes no others.
  private static func shrunk(
    _ spec: CheckedSpec, _ path: String, _ overrides: [Override], to batch: Int, _ session: Session
  ) -> CheckedSpec {
    guard batch != spec.batch else { return spec }
    let override = Override(path: "dims.batch", value: "\(batch)")
    // Standard input can be read once.
    guard path == "-" else { return session.check(path, overrides + [override]).0 ?? spec }
    let file = SourceFile(path: "spec.yaml", text: spec.resolvedText)
    return Frontend.check(file: file, overrides: [override], into: DiagnosticBag()) ?? spec
  }
}
