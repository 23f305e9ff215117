/// A scalar as the file spells it, escapes and folding resolved.
package struct Scalar: Hashable, Sendable {
  package enum Style: Hashable, Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
  }

  package let text: String
  package let style: Style

  package init(text: String, style: Style) {
    self.text = text
    self.style = style
  }

  /// Whether nothing at all is written there (`key:` with no value).
  package var isAbsent: Bool { style == .plain && text.isEmpty }
}
