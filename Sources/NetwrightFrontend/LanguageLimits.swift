import NetwrightDiagnostics
import NetwrightSyntax
import NetwrightTensor

/// How much of everything a spec may contain, for documents; each number is the one that is held.
package enum LanguageLimits {
  package static let layers = LayerListDecoder.maximumCount.grouped

  /// What is limited, and to what, in the order of reading.
  package static let rows: [(what: String, limit: String)] = [
    ("bytes of a file", SourceReader.standardLimit.grouped),
    ("levels of lists and mappings, aliases included", "\(SyntaxLimits.standard.depth)"),
    ("values written in a file", SyntaxLimits.standard.nodes.grouped),
    ("anchors of a file", SyntaxLimits.standard.anchors.grouped),
    ("values that all aliases together stand for", SyntaxLimits.standard.expandedNodes.grouped),
    ("bytes of an expression or tensor type", TextLimits.bytes.grouped),
    ("levels of parentheses and signs", "\(DimensionParser.maximumDepth)"),
    ("terms of a size", "\(Dim.maximumTerms)"),
    ("blocks within one another", "\(BlockLibrary.maximumDepth)"),
    ("layers, blocks expanded", layers),
    ("operations that they come to", ModelBuilder.maximumOperations.grouped),
    ("elements of a tensor", TensorLimits.maximumElements.grouped),
  ]
}
