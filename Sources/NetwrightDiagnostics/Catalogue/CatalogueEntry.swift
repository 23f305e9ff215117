/// What there is to know about one diagnostic code.
package struct CatalogueEntry: Hashable, Sendable {
  /// What the two examples of an entry are.
  package enum Form: Hashable, Sendable {
    /// Specs: `check` gives the code for the first and nothing for the second.
    case spec
    /// Command lines, or data files with what reads them.
    case text
  }

  /// `E` and four digits; never reused for another meaning.
  package let code: String
  /// A short name for lists, without a full stop.
  package let title: String
  /// Why it is an error and what to do, in whole sentences.
  package let explanation: String
  /// A shortest text that gives this code, where one can be shown.
  package let example: String?
  /// The same put right.
  package let mended: String?
  package let form: Form

  package init(
    _ code: String, _ title: String, _ explanation: String, example: String? = nil,
    mended: String? = nil, form: Form = .spec
  ) {
    self.code = code
    self.title = title
    self.explanation = explanation
    self.example = example
    self.mended = mended
    self.form = form
  }
}
