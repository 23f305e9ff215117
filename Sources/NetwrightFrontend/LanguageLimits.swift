import NetwrightSyntax
import NetwrightTensor

/// How much of everything a spec may contain, for documents; each number is the one that is held.
package enum LanguageLimits {
  /// What is limited, and to what, in the order of reading.
  package static let rows: [(what: String, limit: String)] = [
    ("bytes of a file", grouped(SourceReader.standardLimit)),
    ("levels of lists and mappings, aliases included", "\(SyntaxLimits.standard.depth)"),
    ("values written in a file", grouped(SyntaxLimits.standard.nodes)),
    ("anchors of a file", grouped(SyntaxLimits.standard.anchors)),
    ("values that all aliases together stand for", grouped(SyntaxLimits.standard.expandedNodes)),
    ("bytes of an expression or tensor type", grouped(DimensionParser.maximumLength)),
    ("levels of parentheses and signs", "\(DimensionParser.maximumDepth)"),
    ("terms of a size", "\(Dim.maximumTerms)"),
    ("blocks within one another", "\(BlockLibrary.maximumDepth)"),
    ("layers, blocks expanded", grouped(LayerListDecoder.maximumCount)),
    ("elements of a tensor", grouped(TensorLimits.maximumElements)),
  ]

  /// `1234567` → `1,234,567`.
  private static func grouped(_ number: Int) -> String {
    var result = ""
    for (index, digit) in String(number).reversed().enumerated() {
      if index > 0, index % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return String(result.reversed())
  }
}
