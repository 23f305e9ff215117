import NetwrightSyntax

/// A key of a mapping, with all there is to know about its value.
package struct Key<Value: Sendable>: Sendable {
  package let name: String
  package let type: ValueType<Value>
  /// What holds when the key is left out; `nil` for a key that must be given.
  package let fallback: Value?
  /// One sentence for Grammar.md, with the unit where there is one.
  package let doc: String

  /// A key that must be given.
  package init(_ name: String, _ type: ValueType<Value>, doc: String) {
    self.name = name
    self.type = type
    fallback = nil
    self.doc = doc
  }

  package init(_ name: String, _ type: ValueType<Value>, default fallback: Value, doc: String) {
    self.name = name
    self.type = type
    self.fallback = fallback
    self.doc = doc
  }
}

/// A key without its value's type, as tables hold it.
package struct AnyKey: Sendable {
  package let name: String
  package let typeName: String
  package let form: ValueForm
  /// The default in YAML; `nil` for a key that must be given.
  package let fallbackText: String?
  package let doc: String
  let fallback: (any Sendable)?
  /// The value, and its text in YAML.
  let decode:
    @Sendable (SyntaxNode, Decoder) throws(Poisoned) -> (value: any Sendable, text: String)

  package init<Value>(_ key: Key<Value>) {
    name = key.name
    typeName = key.type.name
    form = key.type.form
    fallbackText = key.fallback.map(key.type.text)
    doc = key.doc
    fallback = key.fallback
    decode = { (node, decoder) throws(Poisoned) in
      let value = try key.type.decode(node, decoder)
      return (value, key.type.text(value))
    }
  }
}
