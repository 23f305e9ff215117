/// One finding about a spec: what is wrong, where, why, and how to put it right.
///
/// The code is stable and stands in `DiagnosticCatalogue`; the message stands alone without the
/// source. The chainable methods return a changed copy.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable {
    case error, warning, note
  }

  /// A secondary place that explains the primary one.
  package struct Label: Hashable, Sendable {
    package let span: Span
    package let text: String
  }

  /// A change of text that mends the finding.
  package struct Replacement: Hashable, Sendable {
    package let span: Span
    package let text: String
    /// One of several changes that would do, for the author to choose; any other one a tool may
    /// apply without asking.
    package let isExample: Bool

    package init(span: Span, text: String, isExample: Bool = false) {
      self.span = span
      self.text = text
      self.isExample = isExample
    }
  }

  package let code: String
  package let severity: Severity
  package let message: String
  /// The primary place; nil for what has no place in any file.
  package private(set) var span: Span?
  /// Text under the carets of the primary place; may be empty.
  package private(set) var primaryText = ""
  package private(set) var labels: [Label] = []
  package private(set) var notes: [String] = []
  package private(set) var helps: [String] = []
  package private(set) var replacements: [Replacement] = []
  package private(set) var expected: String?
  package private(set) var found: String?

  package init(_ code: String, _ message: String, at span: Span?, severity: Severity = .error) {
    self.code = code
    self.message = message
    self.span = span
    self.severity = severity
  }

  /// Gives what has no place one.
  package func placed(at place: Span) -> Diagnostic {
    span == nil ? with { $0.span = place } : self
  }

  /// Adds text under the primary carets.
  package func primaryLabel(_ text: String) -> Diagnostic { with { $0.primaryText = text } }

  /// Adds a secondary place; nothing when the place is unknown.
  package func label(_ span: Span?, _ text: String) -> Diagnostic {
    guard let span else { return self }
    return with { $0.labels.append(Label(span: span, text: text)) }
  }

  /// Adds a fact that explains the finding.
  package func note(_ text: String) -> Diagnostic { with { $0.notes.append(text) } }

  /// Adds advice; nothing when there is none to give.
  package func help(_ text: String?) -> Diagnostic {
    guard let text else { return self }
    return with { $0.helps.append(text) }
  }

  /// Adds a change that repairs the finding and is safe to apply unseen, or an example of one.
  package func replacing(
    _ span: Span?, with text: String, isExample: Bool = false
  ) -> Diagnostic {
    guard let span else { return self }
    return with {
      $0.replacements.append(Replacement(span: span, text: text, isExample: isExample))
    }
  }

  /// The change that mends the finding, where it is one that is safe to apply unseen: what is read
  /// further on may take it as made.
  package var repair: Replacement? {
    guard replacements.count == 1, let only = replacements.first, !only.isExample else {
      return nil
    }
    return only
  }

  /// States what would have been right.
  package func expected(_ text: String) -> Diagnostic { with { $0.expected = text } }

  /// States what stands there instead.
  package func found(_ text: String) -> Diagnostic { with { $0.found = text } }

  private func with(_ change: (inout Diagnostic) -> Void) -> Diagnostic {
    var copy = self
    change(&copy)
    return copy
  }
}
