import NetwrightFrontend

/// The little languages within scalars, in EBNF.
enum NotationChapter: GrammarChapter {
  static let text = """
    ## Notation

    How sizes, tensor types, numbers and other little languages within scalars are written, collected
    from the readers of each. `*` and `+` repeat, `?` makes optional, `|` separates alternatives.
    Between the parts of sizes and types there may be spaces, and around the `/` of a number; the rest
    of numbers and names have none.

    \(MarkdownText.fence("ebnf", GrammarSections.notation.joined(separator: "\n\n")))
    """
}
