import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax

/// What evaluation measures besides the loss.
package struct EvaluationSection: Sendable {
  static let metricsKey = Key(
    "metrics", .list(ValueType<Name>.metric, of: "a metric or a list of metrics"), default: [],
    doc: "Metrics of the loss's output against its target.")
  package static let table = KeyTable("`evaluate`", [AnyKey(metricsKey)])

  package let metrics: [Name]

  init(_ node: SyntaxNode, at place: Span, _ decoder: Decoder) throws(Poisoned) {
    let arguments = try Self.table.decode(node, at: place, decoder)
    var seen: [Name] = []
    for name in try arguments.value(Self.metricsKey) {
      if let first = seen.first(where: { $0.text == name.text }) {
        _ = decoder.report(
          Diagnostic("E0202", "the metric `\(name.text)` stands here twice", at: name.span)
            .expected("each metric once").found("`\(name.text)` twice")
            .label(first.span, "first here").help("remove one of the two"))
      } else {
        seen.append(name)
      }
    }
    metrics = seen
  }
}

extension ValueType where Value == Name {
  static var metric: ValueType {
    ValueType("a metric", form: .words(metricRegistry.map { $0.keyword })) {
      (node, decoder) throws(Poisoned) in
      let text = try decoder.text(of: node, expecting: "a metric")
      let words = metricRegistry.map { $0.keyword }
      let word = try decoder.choice(text, at: node.useSpan, expecting: "a metric", among: words)
      return Name(text: word, span: node.useSpan)
    } text: {
      $0.text
    }
  }
}
