/// How much of everything a file may contain.
package struct SyntaxLimits: Hashable, Sendable {
  /// Levels of nested lists and mappings, counting what aliases stand for.
  package var depth: Int
  /// Values that all aliases of a file together may stand for.
  package var expandedNodes: Int

  package init(depth: Int = 64, expandedNodes: Int = 100_000) {
    self.depth = depth
    self.expandedNodes = expandedNodes
  }

  package static let standard = SyntaxLimits()
}
