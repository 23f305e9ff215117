import NetwrightDiagnostics

/// Diagnostics: a list of all codes, then the story of each.
enum CodeChapter: GrammarChapter {
  static var text: String {
    var text =
      "## Codes\n\n`netwright explain CODE` tells the story of a code on the terminal. Below the list "
      + "are\nthe same stories; wrong specs name the code that they give in their first line.\n\n"
      + "| code | meaning |\n|---|---|\n"
    for entry in DiagnosticCatalogue.entries {
      text += "| `\(entry.code)` | \(MarkdownText.cell(entry.title)) |\n"
    }
    for entry in DiagnosticCatalogue.entries {
      text += "\n### \(entry.code): \(entry.title)\n\n\(entry.explanation)\n"
      // Examples with what Markdown or a comment in front would change are left out.
      guard let example = entry.example, entry.code >= "E0101", entry.form == .spec else {
        continue
      }
      text += "\n" + MarkdownText.fence("yaml", "# \(entry.code)\n\(example)")
    }
    return text
  }
}
