import NetwrightDiagnostics
import NetwrightSyntax

/// `--set train.epochs=5`: replaces or adds one value of the spec before it is checked.
package struct Override: Hashable, Sendable {
  package let path: String
  package let value: String

  package init(path: String, value: String) {
    self.path = path
    self.value = value
  }

  /// Splits `path=value`; `nil` without an equals sign or a path.
  package init?(argument: String) {
    guard let separator = argument.firstIndex(of: "="), separator > argument.startIndex else {
      return nil
    }
    self.init(
      path: String(argument[..<separator]),
      value: String(argument[argument.index(after: separator)...]))
  }

  /// What `--set dims.seq=256` sets where `seq` has a range: the size that engines are given, while
  /// the range stays what the spec is checked for.
  func binding(
    in root: SyntaxNode, _ diagnostics: DiagnosticBag
  ) -> (name: String, size: SyntaxNode)? {
    guard path.hasPrefix("dims."),
      let dims = root.mapping?.first(where: { $0.name == "dims" })?.value.mapping,
      let entry = dims.first(where: { $0.name == path.dropFirst(5) }),
      DimsSection.isRange(entry.value), let size = node(diagnostics), size.scalar != nil,
      !DimsSection.isRange(size)
    else { return nil }
    return (entry.name, size)
  }

  private func node(_ diagnostics: DiagnosticBag) -> SyntaxNode? {
    let shown = VisibleText.of(path, limit: 100)
    return parse(SourceFile(path: "--set \(shown)", text: value), into: diagnostics)
  }

  func apply(to root: SyntaxNode, _ diagnostics: DiagnosticBag) -> SyntaxNode? {
    guard let node = node(diagnostics) else { return nil }
    let shown = VisibleText.of(path, limit: 100)
    let steps = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if let changed = root.replacing(steps[...], with: node) { return changed }
    diagnostics.add(
      Diagnostic("E0209", "`--set \(shown)` leads nowhere in the spec", at: node.span)
        .expected("keys of the spec, and positions in lists counted from 0").found("`\(shown)`")
        .help("a path looks like `train.epochs` or `model.layers.0.dense.units`"))
    return nil
  }
}
