import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightSyntax

/// `check`: parse, type-check, evaluate static expectations, of any number of files and folders.
///
/// Files are checked in parallel; what is reported does not depend on it.
package enum CheckCommand {
  package static func run(
    _ paths: [String], overrides: [Override], session: Session
  ) -> Int32 {
    var named: Set<String> = []
    let lists = paths.filter { named.insert($0).inserted }.map { ($0, SpecFiles.under($0)) }
    var seen: Set<String> = []
    let files = lists.flatMap(\.1).filter { seen.insert($0.path).inserted }
    let reader = session.specs
    let outcomes = ParallelMap.run(count: files.count) {
      check(files[$0], overrides, reader)
    }
    var report = CheckReport()
    for (candidate, outcome) in zip(files, outcomes) {
      // One name for one file: findings in standard input call it so.
      report.add(candidate.path == "-" ? SourceReader.inputName : candidate.path, outcome)
    }
    for (path, list) in lists
    where SpecFiles.isFolder(path) && list.allSatisfy({ !report.isChecked($0.path) }) {
      report.add(noSpec(in: path, otherFiles: list.count))
    }
    session.report(report.findings, omitted: report.omitted, files: report.checked)
    if session.format == .text { session.conclude(report) }
    return report.errors == 0 ? 0 : 1
  }

  private static func check(
    _ candidate: SpecFiles.Candidate, _ overrides: [Override], _ reader: SpecReader
  ) -> CheckOutcome {
    let bag = DiagnosticBag()
    guard let file = reader.read(candidate.path, into: bag) else { return CheckOutcome(bag) }
    if !candidate.isNamed, !SpecFiles.looksLikeSpec(file.bytes) { return CheckOutcome() }
    // One expectation that is not met does not hide the others.
    if let spec = reader.check(file, overrides, admitsShared: true, keepsUnmet: true, into: bag) {
      bag.add(contentsOf: compileFaults(of: spec))
    }
    return CheckOutcome(bag)
  }

  private static func noSpec(in path: String, otherFiles: Int) -> Diagnostic {
    let others = otherFiles == 1 ? "another YAML file" : "\(otherFiles) other YAML files"
    return Diagnostic("E0018", "there is no spec in `\(path)`", at: CommandLinePlace.span(of: path))
      .expected("files that end in .yaml or .yml, with `netwright: 1`")
      .found(otherFiles == 0 ? "none" : others)
      .help("name a spec or a folder with specs")
  }

  /// Lowering and differentiation run too, so that their faults show here; scheduling does only
  /// where the spec says what its program may cost.
  private static func compileFaults(of spec: CheckedSpec) -> [Diagnostic] {
    do throws(Compilation.Failure) {
      let compilation = Compilation(spec)
      try compilation.tryOut()
      return try CostExpectations(spec: spec, compilation: compilation).findings()
    } catch {
      return [error.diagnostic]
    }
  }
}

/// What came of one file.
struct CheckOutcome: Sendable {
  let findings: [Diagnostic]
  let omitted: Int
  /// A file of a folder that is no spec.
  let isSkipped: Bool

  /// Of a file that is no spec.
  init() { (findings, omitted, isSkipped) = ([], 0, true) }

  init(_ bag: DiagnosticBag) {
    (findings, omitted, isSkipped) = (bag.sorted, bag.omittedCount, false)
  }

  var errors: Int { findings.count { $0.severity == .error } + omitted }
}

/// What came of all of them.
struct CheckReport {
  private(set) var findings: [Diagnostic] = []
  private(set) var checked: [String] = []
  private var checkedPaths: Set<String> = []
  private var places: Set<Place> = []

  private struct Place: Hashable {
    let code: String
    let path: String
    let start: Int
    let message: String
  }

  private(set) var omitted = 0
  private var faulty = 0
  /// Files of folders that are no specs.
  private var skipped: [String] = []
  private static let namedFiles = 3

  mutating func add(_ path: String, _ outcome: CheckOutcome) {
    guard !outcome.isSkipped else { return skipped.append(path) }
    checked.append(path)
    checkedPaths.insert(path)
    // Files that import one another share their findings.
    findings += outcome.findings.filter { finding in
      guard let span = finding.span else { return true }
      return places.insert(
        Place(code: finding.code, path: span.file.path, start: span.start, message: finding.message)
      )
      .inserted
    }
    omitted += outcome.omitted
    faulty += outcome.errors > 0 ? 1 : 0
  }

  mutating func add(_ finding: Diagnostic) { findings.append(finding) }
  func isChecked(_ path: String) -> Bool { checkedPaths.contains(path) }

  var errors: Int { findings.count { $0.severity == .error } + omitted }

  /// "7 specs checked: 6 fine, 1 with 2 errors".
  var summary: String {
    let specs = checked.count == 1 ? "1 spec" : "\(checked.count) specs"
    let fine = checked.count - faulty
    let found = errors == 1 ? "1 error" : "\(errors) errors"
    var text = "\(specs) checked: "
    switch (checked.count, faulty) {
    case (0, _): text = "no spec checked"
    case (1, 0): text += "fine"
    case (_, 0): text += "all fine"
    case (1, _): text += found
    case (_, let faulty) where fine == 0: text += "\(faulty) with \(found)"
    default: text += "\(fine) fine, \(faulty) with \(found)"
    }
    guard !skipped.isEmpty else { return text }
    let names = skipped.prefix(Self.namedFiles).map { "`\(VisibleText.of($0, limit: 100))`" }
    let more = skipped.count > Self.namedFiles ? ", …" : ""
    return text
      + "; \(skipped.count) other YAML \(skipped.count == 1 ? "file" : "files") left out: "
      + names.joined(separator: ", ") + more
  }
}

extension Session {
  fileprivate func conclude(_ report: CheckReport) {
    if report.errors == 0 { print(report.summary) } else { say(report.summary) }
  }
}
