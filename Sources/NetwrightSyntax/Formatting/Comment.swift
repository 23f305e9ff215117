/// A comment of a file, from its `#` to the end of its line.
struct Comment: Hashable, Sendable {
  let text: String
  /// Whether nothing but white space stands before it.
  let isAlone: Bool
  /// Whether an empty line stands above it.
  var hasBlankAbove: Bool
}
