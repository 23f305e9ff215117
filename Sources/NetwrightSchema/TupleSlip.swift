import NetwrightDiagnostics
import NetwrightSyntax

/// Numbers that are written as other languages write several: `(3, 3)`, or `3x3`.
struct TupleSlip {
  /// The list that is meant.
  let list: SyntaxNode
  /// Where it is written.
  let span: Span
  private let text: String

  private static let longest = 60

  /// The whole value, also where it stands between braces, where YAML ends it at the comma.
  init?(_ node: SyntaxNode) {
    guard let scalar = node.scalar, scalar.style == .plain, node.aliasSpan == nil,
      scalar.text.utf8.count <= Self.longest
    else { return nil }
    let written = scalar.text
    if written.hasPrefix("(") {
      let rest = node.span.file.text(in: node.span.start..<node.span.start + Self.longest)
      guard let end = rest.firstIndex(of: ")") else { return nil }
      let tuple = rest[...end]
      self.init(
        node, tuple.dropFirst().dropLast().split(separator: ","), length: tuple.utf8.count)
    } else {
      let parts = written.split { $0 == "x" || $0 == "×" }
      guard written.contains(where: { $0 == "x" || $0 == "×" }), parts.count == 2,
        parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
      else { return nil }
      self.init(node, parts, length: written.utf8.count)
    }
  }

  private init?(_ node: SyntaxNode, _ parts: [Substring], length: Int) {
    let texts = parts.map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    guard texts.count > 1,
      texts.allSatisfy({ text in
        !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || "_ +-*/%".contains($0) }
      })
    else { return nil }
    span = Span(file: node.span.file, start: node.span.start, end: node.span.start + length)
    text = "[\(texts.joined(separator: ", "))]"
    list = node.with(elements: texts.map { node.spelled($0, at: node.span) })
  }

  func finding(expecting expected: String) -> Diagnostic {
    Diagnostic("E0104", "expected \(expected), found `\(span.text)`", at: span)
      .expected(expected).found("`\(span.text)`").help("a list stands in brackets: `\(text)`")
      .replacing(span, with: text)
  }
}

extension Decoder {
  /// A value that may be a list, as it is meant: one that is written as in other languages is
  /// reported.
  package func listed(_ node: SyntaxNode, expecting expected: String) -> SyntaxNode {
    guard let slip = TupleSlip(node) else { return node }
    _ = report(slip.finding(expecting: expected))
    return slip.list
  }
}
