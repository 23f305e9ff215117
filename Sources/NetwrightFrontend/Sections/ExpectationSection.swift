import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// What a spec is held to.
package enum Expectation: Hashable, Sendable {
  /// Held by `check`.
  case parameters(Int)
  case output(name: String, type: DeclaredType)
  /// Held after training, on the test split or else the validation split.
  case metric(name: String, Comparison)
}

/// `>= 0.97`.
package struct Comparison: Hashable, Sendable, CustomStringConvertible {
  package enum Relation: String, CaseIterable, Sendable {
    case atLeast = ">="
    case atMost = "<="
    case equal = "=="
    case above = ">"
    case below = "<"
  }

  package let relation: Relation
  package let bound: Double
  package let span: Span

  /// Whether a measured value meets the expectation; NaN never does.
  package func holds(_ value: Double) -> Bool {
    switch relation {
    case .atLeast: value >= bound
    case .atMost: value <= bound
    case .equal: value == bound
    case .above: value > bound
    case .below: value < bound
    }
  }

  package var description: String { "\(relation.rawValue) \(bound)" }

  init(_ node: SyntaxNode, _ decoder: Decoder) throws(Poisoned) {
    let expected = "a comparison such as \">= 0.97\""
    let text = try decoder.text(of: node, expecting: expected)
    // Two-character relations come first in `allCases`, so that `>=` is not read as `>`.
    guard let relation = Relation.allCases.first(where: { text.hasPrefix($0.rawValue) }),
      case .number(let number) = NumberText.read(
        String(text.dropFirst(relation.rawValue.count).drop { $0 == " " }))
    else { throw decoder.mismatch(node, expecting: expected) }
    self.relation = relation
    bound = number.value
    span = node.useSpan
  }
}

extension Comparison {
  package static let grammar =
    "comparison ::= (\(Relation.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " | "))) number"
  static let form = ValueForm.pattern("^(>=|<=|==|>|<)")
}

/// Reads `expect:` and holds its static part against what was built.
struct ExpectationChecker {
  let outputs: [(name: String, type: TensorType)]
  let metrics: [String]
  let parameterCount: Int
  let rows: [LayerRow]
  let decoder: Decoder

  static var schema: ValueForm.Members {
    let other = ValueForm.oneOf([ValueType<DeclaredType>.tensorType.form, Comparison.form])
    return [
      ("type", .string("object")),
      (
        "properties",
        .object([("parameters", ValueType<Int>.integer(0...Int.max).form.value(.spec))])
      ),
      ("additionalProperties", other.value(.spec)),
    ]
  }

  func read(_ node: SyntaxNode) throws(Poisoned) -> [Expectation] {
    var expectations: [Expectation] = []
    for entry in try decoder.mapping(of: node, expecting: "a mapping of expectations") {
      if let expectation = try? read(entry) { expectations.append(expectation) }
    }
    return expectations
  }

  private func read(_ entry: SyntaxEntry) throws(Poisoned) -> Expectation {
    let name = entry.name
    if name == "parameters" { return try parameters(entry) }
    if let output = outputs.first(where: { $0.name == name }) {
      return try type(of: output, entry)
    }
    if metrics.contains(name) {
      return .metric(name: name, try Comparison(entry.value, decoder))
    }
    let known = ["parameters"] + outputs.map(\.name) + metrics
    let shown = VisibleText.of(name, limit: 60)
    let isMetric = metricRegistry.contains { $0.keyword == name }
    throw decoder.report(
      Diagnostic("E0603", "nothing to expect of `\(shown)`", at: entry.key.useSpan)
        .expected("one of \(known.map { "`\($0)`" }.joined(separator: ", "))").found("`\(shown)`")
        .help(
          isMetric
            ? "add it to the metrics of `evaluate:`" : didYouMean(name, among: known)))
  }

  private func parameters(_ entry: SyntaxEntry) throws(Poisoned) -> Expectation {
    let expected = try ValueType<Int>.integer(0...Int.max).decode(entry.value, decoder)
    guard expected == parameterCount else {
      var finding = Diagnostic(
        "E0601", "the model has \(parameterCount) parameters, expected \(expected)",
        at: entry.value.useSpan
      ).expected("\(expected)").found("\(parameterCount)")
      let largest = rows.enumerated().filter { $0.element.parameters > 0 }
        .sorted { ($1.element.parameters, $0.offset) < ($0.element.parameters, $1.offset) }
      for (_, row) in largest.prefix(3) {
        finding = finding.label(row.span, "`\(row.path)` has \(row.parameters)")
      }
      throw decoder.report(finding.replacing(entry.value.useSpan, with: "\(parameterCount)"))
    }
    return .parameters(expected)
  }

  private func type(
    of output: (name: String, type: TensorType), _ entry: SyntaxEntry
  ) throws(Poisoned) -> Expectation {
    let expected = try ValueType<DeclaredType>.tensorType.decode(entry.value, decoder)
    guard expected.type == output.type else {
      var finding = Diagnostic(
        "E0602", "`\(output.name)` is \(output.type), expected \(expected)",
        at: entry.value.useSpan
      ).expected(expected.description).found(output.type.description)
      if let row = rows.last(where: { $0.type == output.type }) {
        finding = finding.label(row.span, "`\(row.path)` makes it")
      }
      throw decoder.report(finding.replacing(entry.value.useSpan, with: "\"\(output.type)\""))
    }
    return .output(name: output.name, type: expected)
  }
}
