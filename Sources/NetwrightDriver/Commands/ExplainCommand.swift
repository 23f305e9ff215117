import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightLayers

/// `explain`: what the compiler made of a spec and why, or the story of a diagnostic.
package enum ExplainCommand {
  package static func run(
    _ subject: String, evaluates: Bool, overrides: [Override], passes: PassSwitches = .none,
    session: Session
  ) -> Int32 {
    if isCode(subject) { return explain(code: subject, session) }
    guard let spec = session.load(subject, overrides) else { return 1 }
    do {
      let compilation = Compilation(spec, passes: passes.selection)
      let mode: ModelGraph.Mode = compilation.trains && !evaluates ? .training : .evaluation
      let report = try ExplainReport(compilation, mode)
      session.print(session.format == .json ? report.json : report.text)
      return 0
    } catch { return session.fail(error) }
  }

  /// A letter and digits, four of them where the code is right.
  private static func isCode(_ subject: String) -> Bool {
    let bytes = Array(subject.utf8)
    return (2...8).contains(bytes.count) && (bytes[0] == 0x45 || bytes[0] == 0x65)
      && bytes.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func explain(code: String, _ session: Session) -> Int32 {
    guard let entry = DiagnosticCatalogue.entry(for: code) else {
      let known = DiagnosticCatalogue.entries.map(\.code)
      let near = NearNames.find(code.uppercased(), among: known)
      session.report(
        [
          Diagnostic(
            "E0709", "there is no diagnostic \(code.uppercased())",
            at: CommandLinePlace.span(of: code)
          )
          .expected("a code from \(known.first ?? "") to \(known.last ?? "")")
          .found(code.uppercased())
          .help(
            near.isEmpty
              ? "give the code that a message began with"
              : "near: \(near.joined(separator: ", "))")
        ], files: [])
      return 1
    }
    if session.format == .json {
      session.print(
        JSONValue.object([
          ("code", .string(entry.code)), ("title", .string(entry.title)),
          ("explanation", .string(entry.explanation)),
          ("example", entry.example.map { .string($0) } ?? .null),
          ("mended", entry.mended.map { .string($0) } ?? .null),
        ]).text(pretty: true))
      return 0
    }
    var lines = ["\(entry.code): \(entry.title)", ""] + TextLayout.wrapped(entry.explanation)
    for (title, example) in [("Wrong:", entry.example), ("Right:", entry.mended)] {
      guard let example else { continue }
      lines += ["", title, ""]
      lines += example.split(separator: "\n").map { "    \(VisibleText.of(String($0)))" }
    }
    session.print(lines.joined(separator: "\n"))
    return 0
  }
}

/// Prose in lines.
enum TextLayout {
  static func wrapped(_ text: String, width: Int = 100) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + word.count >= width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}
