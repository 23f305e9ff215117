/// How much of everything a file may contain.
package struct SyntaxLimits: Hashable, Sendable {
  /// Levels of nested lists and mappings, counting what aliases stand for.
  package var depth: Int
  /// Values that all aliases of a file together may stand for.
  package var expandedNodes: Int
  /// Values, keys included, that may be written in a file.
  package var nodes: Int
  /// Anchors (`&name`) that may be written in a file.
  package var anchors: Int

  package init(
    depth: Int = 64, expandedNodes: Int = 100_000, nodes: Int = 500_000, anchors: Int = 10_000
  ) {
    self.depth = depth
    self.expandedNodes = expandedNodes
    self.nodes = nodes
    self.anchors = anchors
  }

  package static let standard = SyntaxLimits()
}
