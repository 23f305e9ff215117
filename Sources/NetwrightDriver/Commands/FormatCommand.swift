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

/// `format`: specs in canonical layout. It reads YAML only, so that a spec with errors of meaning
/// can be formatted too, and opens nothing but the files named.
package enum FormatCommand {
  /// Status 1 where a file cannot be formatted or, with `checks`, would change.
  package static func run(_ paths: [String], checks: Bool, session: Session) -> Int32 {
    var outcome = Outcome()
    for path in paths {
      for file in SpecFiles.under(path) { format(file, checks: checks, &outcome, session) }
    }
    report(outcome, checks: checks, session)
    return outcome.diagnostics.isEmpty && !(checks && !outcome.changed.isEmpty) ? 0 : 1
  }

  private struct Outcome {
    var files: [String] = []
    /// Files whose layout is not canonical, or was not.
    var changed: [String] = []
    var diagnostics: [Diagnostic] = []
  }

  private static func format(
    _ candidate: SpecFiles.Candidate, checks: Bool, _ outcome: inout Outcome, _ session: Session
  ) {
    let path = candidate.path
    let bag = DiagnosticBag()
    defer { outcome.diagnostics += bag.sorted }
    do throws(ReadFailure) {
      let file = try SourceReader.read(path: path)
      if !candidate.isNamed, !SpecFiles.looksLikeSpec(file.bytes) { return }
      outcome.files.append(path)
      guard let text = SpecFormatter.format(file, order: SpecSections.table.names, into: bag) else {
        return
      }
      let isCanonical = Array(text.utf8) == file.bytes
      if !isCanonical { outcome.changed.append(path) }
      if path == "-" {
        if !checks { session.printRaw(text) }
      } else if !checks, !isCanonical {
        if let failure = write(text, to: path) { bag.add(failure) }
      }
    } catch {
      bag.add(error.diagnostic(at: CommandLinePlace.span(of: path)))
    }
  }

  private static func write(_ text: String, to path: String) -> Diagnostic? {
    do throws(FileError) {
      try AtomicFile.write(target(of: path), Array(text.utf8))
      return nil
    } catch {
      return error.diagnostic
    }
  }

  /// The file behind a symbolic link, so that the link stays one.
  private static func target(of path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func report(_ outcome: Outcome, checks: Bool, _ session: Session) {
    guard session.format == .text else {
      // What was formatted is on standard output already.
      if outcome.files == ["-"], !checks { return }
      session.print(json(outcome).text(pretty: true))
      return
    }
    session.report(outcome.diagnostics, files: outcome.files)
    for path in outcome.changed where path != "-" || checks {
      let shown = VisibleText.of(path)
      if checks { session.say("\(shown): not in canonical layout") } else { session.print(shown) }
    }
    if checks, !outcome.changed.isEmpty { session.say("help: run `netwright format` on them") }
  }

  private static func json(_ outcome: Outcome) -> JSONValue {
    .object([
      ("files", .array(outcome.files.map { .string($0) })),
      ("changed", .array(outcome.changed.map { .string($0) })),
      ("diagnostics", .array(outcome.diagnostics.map { JSONRenderer().object($0) })),
    ])
  }
}
