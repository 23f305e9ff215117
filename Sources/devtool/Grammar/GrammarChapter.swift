import NetwrightFrontend

/// A chapter of Grammar.md, as Markdown.
protocol GrammarChapter {
  /// From its heading to a line feed.
  static var text: String { get }
  /// What shows at its end beside what is right.
  static var mistakes: [WrongExample] { get }
}

extension GrammarChapter {
  static var mistakes: [WrongExample] { [] }

  /// A chapter of units that each have a heading of their own.
  static func units(_ title: String, _ units: [String]) -> String {
    "## \(title)\n\n" + units.joined(separator: "\n")
  }

  /// A chapter of key tables.
  static func sections(_ title: String, _ sections: [GrammarSections.Section]) -> String {
    "## \(title)\n"
      + sections.map { "\n### \($0.title)\n\n" + MarkdownText.table($0.table) }.joined()
  }
}
