/// What there is to know about one diagnostic code.
package struct CatalogueEntry: Hashable, Sendable {
  /// `E` and four digits; never reused for another meaning.
  package let code: String
  /// A short name for lists, without a full stop.
  package let title: String
  /// Why it is an error and what to do, in whole sentences.
  package let explanation: String
  /// A shortest spec text that gives this code, where one can be shown.
  package let example: String?

  package init(_ code: String, _ title: String, _ explanation: String, example: String? = nil) {
    self.code = code
    self.title = title
    self.explanation = explanation
    self.example = example
  }
}
