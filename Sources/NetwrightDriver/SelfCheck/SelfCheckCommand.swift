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
    /// What the memory of all engines may be at most, in bytes; what is free otherwise.
    package var maximumMemory: Int?
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
    guard let spec = shrunk(whole, path, overrides, options, session) else { return 1 }
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

  /// The spec with fewer rows in a batch. Where it takes no others, it is as it was and that is
  /// said, or `nil` if so many were asked for.
  private static func shrunk(
    _ spec: CheckedSpec, _ path: String, _ overrides: [Override], _ options: Options,
    _ session: Session
  ) -> CheckedSpec? {
    let batch = options.batch ?? min(spec.batch, 4)
    guard batch != spec.batch else { return spec }
    let override = Override(path: "dims.batch", value: "\(batch)")
    let (small, bag) = smaller(spec, path, overrides, override, session)
    if let small { return small }
    guard options.batch == nil else {
      session.report(bag, of: path)
      return nil
    }
    if let reason = bag.sorted.first {
      session.say(
        "note: a batch has \(spec.batch) rows, since \(batch) are refused: [\(reason.code)] "
          + reason.message)
    }
    return spec
  }

  private static func smaller(
    _ spec: CheckedSpec, _ path: String, _ overrides: [Override], _ override: Override,
    _ session: Session
  ) -> (CheckedSpec?, DiagnosticBag) {
    // Standard input can be read once.
    guard path == "-" else { return session.check(path, overrides + [override]) }
    let bag = DiagnosticBag()
    let file = SourceFile(path: "spec.yaml", text: spec.canonicalText)
    return (Frontend.check(file: file, overrides: [override], into: bag), bag)
  }
}
