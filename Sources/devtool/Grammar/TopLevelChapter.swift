import NetwrightFrontend

/// The sections of a spec.
enum TopLevelChapter: GrammarChapter {
  static let text = "## Top level\n\n" + MarkdownText.table(SpecSections.table)

  static let mistakes = [
    WrongExample(
      code: "E0101", reason: "a key that there is not.",
      spec: WrongExample.head + "author: me\n" + WrongExample.input + "  layers:\n    - dense: 8\n")
  ]
}
