/// What the values of a type look like in YAML, as far as a JSON Schema can say it.
package indirect enum ValueForm: Sendable {
  /// Anything; for types that do not say.
  case any
  /// A literal in the range, or an expression over dimensions.
  case integer(ClosedRange<Int>)
  case number(NumberRange)
  case flag
  /// Any scalar that something is written in.
  case text
  /// One of these words.
  case words([String])
  /// A text that matches this regular expression (ECMA 262), as in `^[a-z]+$`.
  case pattern(String)
  /// A list with at least one element, or its only element alone.
  case list(ValueForm)
  /// A list of as many elements as one of the counts.
  case tuple(ValueForm, counts: [Int])
  case oneOf([ValueForm])
  /// A mapping whose names are identifiers.
  case named(ValueForm, atLeast: Int = 0)
  /// What `SpecSchema` defines under this name.
  case section(SchemaSection)
}

extension ValueForm {
  /// A name: see `Identifier`.
  package static let name = ValueForm.pattern(Identifier.pattern())
}
