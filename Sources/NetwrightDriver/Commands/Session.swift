import NetwrightDiagnostics
import NetwrightEmitter
import NetwrightFrontend
import NetwrightRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How a command reports.
package enum ReportFormat: String, CaseIterable, Sendable {
  case text, json, sarif, github, junit
}

/// One run of the tool: where words go and in which form.
package final class Session {
  package let format: ReportFormat
  let specs: SpecReader

  /// - Parameter root: the folder that imports and data may not leave; none by default.
  package init(format: ReportFormat = .text, root: String? = nil) {
    self.format = format
    specs = SpecReader(root: root)
    Console.ignoreClosedPipes()
  }

  package static func isFolder(_ path: String) -> Bool { SpecFiles.isFolder(path) }

  package func print(_ text: String) { Console.write(text + "\n", to: STDOUT_FILENO) }
  package func say(_ text: String) { Console.write(text + "\n", to: STDERR_FILENO) }
  package func printRaw(_ text: String) { Console.write(text, to: STDOUT_FILENO) }

  private var colours: Bool {
    guard isatty(STDERR_FILENO) != 0 else { return false }
    // https://no-color.org: any value but the empty one.
    if let setting = getenv("NO_COLOR"), setting[0] != 0 { return false }
    return getenv("TERM").map { strcmp($0, "dumb") != 0 } ?? true
  }

  /// Diagnostics in the form that was asked for: text goes to standard error, data to standard
  /// output.
  ///
  /// What has no place in any file gets that of the command, so that every finding has one.
  package func report(_ findings: [Diagnostic], omitted: Int = 0, files: [String]) {
    let diagnostics = findings.map { $0.placed(at: CommandLinePlace.command) }
    switch format {
    case .text:
      if diagnostics.isEmpty { return }
      Console.write(
        TextRenderer(colour: colours).render(diagnostics, omitted: omitted), to: STDERR_FILENO)
    case .json: print(JSONRenderer().render(diagnostics, files: files).text(pretty: true))
    case .sarif:
      let renderer = SARIFRenderer(version: netwrightVersion, paths: Repository.paths)
      print(renderer.render(diagnostics).text(pretty: true))
    case .github: printRaw(GitHubRenderer(paths: Repository.paths).render(diagnostics))
    case .junit: printRaw(JUnitRenderer().render(diagnostics, files: files))
    }
  }

  /// Reads and checks one spec; reports what is wrong with it, as text or JSON.
  ///
  /// - Parameter keepsUnmet: see `Frontend.check`; what is reported is text then, so that the
  ///   standard output holds nothing but the result.
  package func load(
    _ path: String, _ overrides: [Override], keepsUnmet: Bool = false,
    data use: SpecReader.DataUse = .none
  ) -> CheckedSpec? {
    let (spec, bag) = check(path, overrides, keepsUnmet: keepsUnmet, data: use)
    if spec == nil {
      report(bag, of: path)
    } else if !bag.isEmpty {
      (bag.hasErrors ? Session() : self).report(bag, of: path)
    }
    return spec
  }

  /// What is wrong with one spec, as text or JSON; warnings as text alone.
  func report(_ bag: DiagnosticBag, of path: String) {
    guard bag.hasErrors || format == .text else { return }
    let textual = format == .text ? self : Session(format: .json)
    textual.report(bag.sorted, omitted: bag.omittedCount, files: [path])
  }

  package func check(
    _ path: String, _ overrides: [Override], keepsUnmet: Bool = false,
    data use: SpecReader.DataUse = .none
  ) -> (CheckedSpec?, DiagnosticBag) {
    let bag = DiagnosticBag()
    let file = specs.read(path, into: bag)
    return (
      file.flatMap {
        specs.check($0, overrides, keepsUnmet: keepsUnmet, data: use, into: bag)
      }, bag
    )
  }

  /// Any error of a command as a diagnostic; the exit status of a failed run.
  package func fail(_ error: any Error) -> Int32 {
    let diagnostic =
      switch error {
      case let failure as Compilation.Failure: failure.diagnostic
      case let failure as EngineFailure: failure.diagnostic
      case let failure as BuildFailure: failure.diagnostic
      case let failure as MemoryLimit.Exceeded: failure.diagnostic
      case let failure as ChildProcess.Failure:
        Diagnostic("E0703", "cannot run \(failure.program): \(failure.reason)", at: nil)
          .expected("a program that starts").found(failure.reason)
      case let failure as PackageWriteError:
        Diagnostic(
          "E0701", "cannot \(failure.operation) `\(failure.path)`: \(failure.reason)",
          at: CommandLinePlace.span(of: failure.path)
        )
        .expected(failure.isForeignFile ? "a folder of its own" : "a folder that can be written")
        .found(failure.isForeignFile ? "a file of somebody else" : failure.reason)
        .help(
          failure.isForeignFile
            ? "choose another folder, or move the file away"
            : "choose another folder, or make this one writable")
      case let failure as EmissionError:
        Diagnostic("E0903", failure.description, at: nil)
          .expected("kernels that Swift code can be written for").found("another")
          .help("this is a limit of Netwright; `--engine fast` or `reference` can run the spec")
      case let failure as FileError: failure.diagnostic
      case let failure as any CodedError: failure.finding
      default: Diagnostic("E0701", "\(error)", at: nil)
      }
    Session(format: format == .json ? .json : .text).report([diagnostic], files: [])
    return 1
  }
}

extension CodedError {
  /// The first line of the text, and the others as notes.
  fileprivate var finding: Diagnostic {
    let lines = text.split(separator: "\n")
    return lines.dropFirst().reduce(
      Diagnostic(diagnosticCode, String(lines.first ?? ""), at: nil)
    ) { $0.note(String($1.drop { $0 == " " })) }
  }
}

extension FileError {
  var diagnostic: Diagnostic {
    // A folder that exists is no failure to create it.
    let isBlocked = operation == "create" && (code == EEXIST || code == ENOTDIR)
    let reason = isBlocked ? "a file is in the way" : reason
    return Diagnostic(
      "E0701", "cannot \(operation) `\(path)`: \(reason)", at: CommandLinePlace.span(of: path)
    ).expected("a path that can be read and written").found(reason)
      .help("check the path, its permissions, and the space that is left")
  }
}

/// The version of the tool, as `--version` prints it.
package let netwrightVersion = "0.1.0"
