import NetwrightDiagnostics
import NetwrightSchema
import NetwrightSyntax

/// A result that the model gives under a name: `scores: logits`.
struct ModelOutput: Sendable {
  let name: Name
  /// The result, as `as:` names it.
  let result: Name

  static let form = "a list of results, or a mapping of names to results"

  static func read(_ node: SyntaxNode, _ decoder: Decoder) throws(Poisoned) -> [ModelOutput] {
    var outputs: [ModelOutput] = []
    if let entries = node.mapping {
      for entry in entries {
        try decoder.requireIdentifier(entry.name, at: entry.key.useSpan)
        outputs.append(
          ModelOutput(
            name: Name(text: entry.name, span: entry.key.useSpan),
            result: try ValueType<Name>.name.decode(entry.value, decoder)))
      }
    } else {
      let names = ValueType<[Name]>.list(ValueType<Name>.name, of: form)
      outputs = try names.decode(node, decoder).map { ModelOutput(name: $0, result: $0) }
    }
    guard !outputs.isEmpty else {
      throw decoder.report(
        Diagnostic("E0109", "a model needs at least one output", at: node.useSpan)
          .expected(form).found("none"))
    }
    var places: [String: Span] = [:]
    for output in outputs {
      guard let other = places.updateValue(output.name.span, forKey: output.name.text.lowercased())
      else { continue }
      throw decoder.report(
        Diagnostic(
          "E0202", "two outputs have the name `\(output.name.text)`", at: output.name.span
        ).expected("different names, upper and lower case aside")
          .found("`\(output.name.text)` twice").label(other, "the other one")
          .help("remove one of them, or give it another name"))
    }
    return outputs
  }
}
