import NetwrightDiagnostics

/// The uses of blocks that lead to what is being read or built. A finding within a block points
/// into the block and carries a label at each use that leads there; the same finding by way of
/// another use is left out.
package struct UseTrail {
  package struct Use: Sendable {
    /// The path of the use within the list of layers where it stands: `transformer_1`.
    package let path: String
    package let span: Span
    /// Whether it is the declaration of a block that is read although nothing uses it.
    let isDeclaration: Bool

    package init(path: String, span: Span, isDeclaration: Bool = false) {
      self.path = path
      self.span = span
      self.isDeclaration = isDeclaration
    }
  }

  private struct Place: Hashable {
    let code: String
    let span: Span?
  }

  /// Labels of one finding; deeper nesting is cut at its outer end.
  static let shownUses = 4

  /// Outermost first.
  package private(set) var uses: [Use] = []
  private var seen: Set<Place> = []

  package init() {}

  package mutating func enter(_ use: Use) { uses.append(use) }
  package mutating func leave() { _ = uses.popLast() }

  /// The finding with its labels; `nil` where it has been reported for another use.
  package mutating func admitted(_ finding: Diagnostic) -> Diagnostic? {
    guard !uses.isEmpty else { return finding }
    guard seen.insert(Place(code: finding.code, span: finding.span)).inserted else { return nil }
    return uses.reversed().filter { !$0.isDeclaration }.prefix(Self.shownUses).reduce(finding) {
      finding, use in
      finding.label(use.span, "used here as `\(use.path)`")
    }
  }
}
