import NetwrightDiagnostics
import NetwrightSyntax

/// Names with commas between them where a list belongs: `from: x, y` for `from: [x, y]`.
struct ListSlip {
  /// The list that is meant.
  let list: SyntaxNode
  private let names: [String]
  private let node: SyntaxNode

  /// `nil` for anything but names, one of the two brackets aside.
  init?(_ node: SyntaxNode) {
    guard let scalar = node.scalar, scalar.style == .plain, scalar.text.utf8.contains(44),
      scalar.text.utf8.count <= 500
    else { return nil }
    let words = scalar.text.split { ",[]() ".contains($0) }
    guard words.count > 1, scalar.text.split(separator: ",").count == words.count,
      words.allSatisfy({ Identifier.isValid(String($0)) }), node.plainSpan != nil
    else { return nil }
    (self.node, names) = (node, words.map(String.init))
    list = node.with(
      elements: words.map { word in
        let offset = scalar.text.utf8.distance(from: scalar.text.startIndex, to: word.startIndex)
        let place = node.place(ofByte: offset, length: word.utf8.count)
        return node.spelled(String(word), at: place)
      })
  }

  func finding(expecting expected: String) -> Diagnostic {
    let shown = "`\(VisibleText.of(node.scalar?.text ?? "", limit: 60))`"
    let text = "[\(names.joined(separator: ", "))]"
    return Diagnostic("E0104", "expected \(expected), found \(shown)", at: node.useSpan)
      .expected(expected).found(shown).help("a list stands in brackets: `\(text)`")
      .replacing(node.plainSpan, with: text)
  }
}

extension ValueForm {
  /// Whether a value is one word, in which no comma can stand.
  var isWord: Bool {
    switch self {
    case .words: true
    case .pattern(let pattern): pattern == Identifier.pattern()
    default: false
    }
  }
}
