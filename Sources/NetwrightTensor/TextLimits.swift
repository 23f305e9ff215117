/// What the little languages within scalars are held to: sizes, types, numbers, formulas, equations,
/// conditions.
package enum TextLimits {
  /// Bytes of a text, before it is looked at.
  package static let bytes = 4096
}
