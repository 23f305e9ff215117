import NetwrightData
import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightRuntime
import NetwrightSyntax

/// What a run folder holds of a run before this one.
struct EarlierRun {
  private let folder: String
  private let result: RunResult?

  init(in folder: String) {
    self.folder = folder
    result = RunResult(folder: folder)
  }

  /// Why a run cannot begin here.
  func refusal(resumes: Bool, overwrites: Bool) -> Diagnostic? {
    do throws(RunFolderError) {
      try TrainingLoop.RunFolder(path: folder).require(resumes: resumes, overwrites: overwrites)
      return nil
    } catch {
      let place = resumes ? "--resume" : folder
      let length = resumes ? nil : result?.steps.map { " of a run of \($0) steps" }
      return Diagnostic(
        error.diagnosticCode, error.message(naming: VisibleText.of(folder)),
        at: CommandLinePlace.span(of: place)
      )
      .expected(error.expected).found(error.found + (length ?? "")).help(error.help)
    }
  }

  /// What people should know who go on with it.
  func notes(resumingWith spec: CheckedSpec) -> [String] {
    changes(to: spec) + (end(of: spec).map { [$0] } ?? [])
  }

  /// What the spec says now in place of what it said when the run began.
  private func changes(to spec: CheckedSpec) -> [String] {
    let bag = DiagnosticBag()
    let file: SourceFile
    do throws(ReadFailure) { file = try SourceReader.read(path: "\(folder)/spec.yaml") } catch {
      return [Self.unknown(error.diagnostic())]
    }
    guard let old = Frontend.check(file: file, into: bag) else {
      return bag.sorted.prefix(1).map(Self.unknown)
    }
    do throws(Compilation.Failure) {
      let sections = try SpecDiff(old, spec).sections.map { section in
        (section.name, section.changes.filter { !Self.isHarmless($0, in: section.name) })
      }.filter { !$0.1.isEmpty }
      guard !sections.isEmpty else { return [] }
      return ["note: the spec has changed since the run began; from here on the new one holds"]
        + sections.flatMap { name, changes in ["  \(name)"] + DiffReport.lines(of: changes) }
    } catch {
      return [Self.unknown(error.diagnostic)]
    }
  }

  private static func unknown(_ reason: Diagnostic) -> String {
    "note: whether the spec has changed since the run began is not known: \(reason.message)"
  }

  /// What makes a run longer, and what does not touch the weights.
  private static func isHarmless(_ change: Change, in section: String) -> Bool {
    section == "expect" || section == "evaluate"
      || (section == "train" && ["epochs", "steps"].contains(change.path))
  }

  /// Whether there is nothing left to do.
  private func end(of spec: CheckedSpec) -> String? {
    guard let training = spec.training, result?.isInterrupted == false else { return nil }
    let shown = VisibleText.of(folder)
    switch training.length {
    case .epochs(let count):
      guard let done = result?.epochs, done >= count else { return nil }
      return "note: nothing to do: `\(shown)` has \(done) of \(count) epochs; "
        + "`--set train.epochs=N` asks for more"
    case .steps(let count):
      guard let done = result?.steps, done >= count else { return nil }
      return "note: nothing to do: `\(shown)` has \(done) of \(count) steps; "
        + "`--set train.steps=N` asks for more"
    }
  }
}
