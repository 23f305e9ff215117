import NetwrightDiagnostics
import NetwrightFrontend
import NetwrightLayers

/// `explain`: what the compiler made of a spec and why, or the story of a diagnostic.
package enum ExplainCommand {
  package static func run(
    _ subject: String, evaluates: Bool, overrides: [Override], passes: PassSwitches = .none,
    session: Session
  ) -> Int32 {
    if let code = code(subject) { return explain(code: code, session) }
    guard let spec = session.load(subject, overrides, keepsUnmet: true) else { return 1 }
    do {
      let compilation = Compilation(spec, passes: passes.selection)
      let mode: ModelGraph.Mode = compilation.trains && !evaluates ? .training : .evaluation
      let report = try ExplainReport(compilation, mode)
      session.print(session.format == .json ? report.json : report.text)
      return spec.unmetExpectations == 0 ? 0 : 1
    } catch { return session.fail(error) }
  }

  /// The code that is meant: E0302, 302 or `error[E0302]`; `nil` for a path.
  private static func code(_ subject: String) -> String? {
    var text = subject[...]
    if text.hasSuffix("]"), let open = text.firstIndex(of: "[") {
      text = text[text.index(after: open)...].dropLast()
    }
    let hasLetter = text.first == "E" || text.first == "e"
    let digits = hasLetter ? text.dropFirst() : text
    guard (hasLetter ? 1...7 : 3...4).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return hasLetter ? String(text) : "E" + String(repeating: "0", count: 4 - digits.count) + digits
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
