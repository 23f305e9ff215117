import NetwrightData
import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightRuntime
import NetwrightSyntax

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a run folder holds of a run before this one.
struct EarlierRun {
  private static let spec = "spec.yaml"

  private let folder: String
  private let result: RunResult?
  /// Whether a spec lies there that no run has written.
  private let hasForeignSpec: Bool

  init(in folder: String) {
    self.folder = folder
    result = RunResult(folder: folder)
    hasForeignSpec =
      access("\(folder)/\(Self.spec)", F_OK) == 0
      && access("\(folder)/\(RunRecord.file)", F_OK) != 0
  }

  /// Why a run cannot begin here.
  func refusal(resumes: Bool, overwrites: Bool) -> Diagnostic? {
    if hasForeignSpec {
      let shown = VisibleText.of(folder)
      return Diagnostic(
        "E0711", "`\(shown)` holds a `\(Self.spec)` that no run has written",
        at: CommandLinePlace.span(of: folder)
      )
      .expected("a folder for the run alone").found("a spec that the run would replace")
      .help("`--out` names another folder; or move the spec away")
    }
    do throws(RunFolderError) {
      try TrainingLoop.RunFolder(path: folder).require(resumes: resumes, overwrites: overwrites)
      return nil
    } catch {
      let (place, length) =
        switch error {
        case .hasNoRun: ("--resume", "")
        case .holdsRun: (folder, result?.steps.map { " of a run of \($0) steps" } ?? "")
        }
      return Diagnostic(
        error.diagnosticCode, error.message(naming: VisibleText.of(folder)),
        at: CommandLinePlace.span(of: place)
      )
      .expected(error.expected).found(error.found + length).help(error.help)
    }
  }

  /// What the spec says now in place of what it said when the run began.
  func changes(to spec: CheckedSpec) -> [String] {
    let bag = DiagnosticBag()
    let file: SourceFile
    do throws(ReadFailure) { file = try SourceReader.read(path: "\(folder)/\(Self.spec)") } catch {
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

  /// That there is nothing left to do, where that is so.
  func end(of spec: CheckedSpec) -> String? {
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
