import NetwrightDiagnostics
import NetwrightSyntax

/// A type that a value in a spec can have: how it is called, read and written.
package struct ValueType<Value: Sendable>: Sendable {
  /// What a reader is told to write, as a noun phrase: "a number above 0".
  package let name: String
  /// Reads a value; what is wrong has been reported when it throws.
  package let decode: @Sendable (SyntaxNode, Decoder) throws(Poisoned) -> Value
  /// Writes a value in YAML flow style, so that reading gives the same value.
  package let text: @Sendable (Value) -> String
  /// What values look like, for the JSON Schema.
  package let form: ValueForm

  package init(
    _ name: String, form: ValueForm = .any,
    decode: @escaping @Sendable (SyntaxNode, Decoder) throws(Poisoned) -> Value,
    text: @escaping @Sendable (Value) -> String
  ) {
    self.name = name
    self.decode = decode
    self.text = text
    self.form = form
  }
}
