import NetwrightDiagnostics
import NetwrightSyntax

/// Prints a tree in one line: `text@start-end` for scalars (quoted by style), lists in `[]`,
/// mappings in `{}`, and `*start-end` after what an alias stands for. Offsets are bytes.
func outline(_ node: SyntaxNode) -> String {
  let place = "@\(node.span.start)-\(node.span.end)"
  let alias = node.aliasSpan.map { "*\($0.start)-\($0.end)" } ?? ""
  switch node.kind {
  case .scalar(let scalar):
    let mark =
      switch scalar.style {
      case .plain: ""
      case .singleQuoted: "'"
      case .doubleQuoted: "\""
      case .literal: "|"
      case .folded: ">"
      }
    return mark + VisibleText.of(scalar.text) + mark + place + alias
  case .sequence(let elements):
    return "[" + elements.map(outline).joined(separator: ", ") + "]" + place + alias
  case .mapping(let entries):
    let words = entries.map { outline($0.key) + ": " + outline($0.value) }
    return "{" + words.joined(separator: ", ") + "}" + place + alias
  }
}

/// The tree of a text, and "code start-end" of every finding, in the order of report.
func read(
  _ text: String, limits: SyntaxLimits = .standard
) -> (tree: SyntaxNode?, findings: [String]) {
  read(bytes: Array(text.utf8), limits: limits)
}

func read(
  bytes: [UInt8], limits: SyntaxLimits = .standard
) -> (tree: SyntaxNode?, findings: [String]) {
  let bag = DiagnosticBag()
  let tree = parse(SourceFile(path: "spec.yaml", bytes: bytes), limits: limits, into: bag)
  let findings = bag.reported.map { diagnostic in
    diagnostic.code + (diagnostic.span.map { " \($0.start)-\($0.end)" } ?? "")
  }
  return (tree, findings)
}
