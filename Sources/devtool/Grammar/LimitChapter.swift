import NetwrightFrontend

/// What is refused for its size.
enum LimitChapter: GrammarChapter {
  static let text = """
    ## Limits

    What exceeds one of these is refused before memory or time is spent on it.

    | what | at most |
    |---|---|
    \(LanguageLimits.rows.map { "| \($0.what) | \($0.limit) |" }.joined(separator: "\n"))

    """
}
