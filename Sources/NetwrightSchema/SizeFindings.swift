import NetwrightDiagnostics
import NetwrightSyntax
import NetwrightTensor

/// What is said of a size that does not fit: what it comes to, and what the names in it are.
extension Decoder {
  /// Names that a finding tells the values of.
  private static let shownNames = 4

  private struct SizeName {
    let text: String
    let value: Dim
    let place: Span?
  }

  /// Reports a size that lies beyond what is admitted, where it was given: for the name of a
  /// parameter that is where the block is used.
  ///
  /// - Parameter value: what the expression at `node` comes to.
  package func outOfRange(
    _ node: SyntaxNode, expecting expected: String, value: Dim
  ) -> Poisoned {
    let origin = (try? resolved(node)) ?? node
    let names = names(in: origin)
    let found = text(of: origin, value, names, isGiven: origin.useSpan != node.useSpan)
    var finding = Diagnostic("E0105", "expected \(expected), found \(found)", at: origin.useSpan)
      .expected(expected).found(found).written(node, for: origin)
    for name in names { finding = finding.label(name.place, meaning(of: name)) }
    return report(
      finding.help(node.scalar?.text == "-1" ? "sizes are not inferred: write the number" : nil))
  }

  /// Reports a size that varies where a number must stand.
  func varies(_ node: SyntaxNode, expecting expected: String, value: Dim) -> Poisoned {
    let origin = (try? resolved(node)) ?? node
    let symbols = value.symbols.map { "`\($0)`" }.joined(separator: ", ")
    let isSymbol = value.symbols.contains { value == Dim(symbol: $0) }
    let reason = isSymbol ? "which may vary" : "which depends on \(symbols)"
    var finding = Diagnostic(
      "E0205", "expected \(expected), found `\(value)`, \(reason)", at: origin.useSpan
    ).expected(expected).found("`\(value)`").written(node, for: origin)
    let names = names(in: origin).filter { $0.value.constant == nil }
    for name in names { finding = finding.label(name.place, meaning(of: name)) }
    for symbol in value.symbols where !names.contains(where: { $0.text == symbol }) {
      let name = SizeName(text: symbol, value: Dim(symbol: symbol), place: dimPlaces[symbol])
      finding = finding.label(name.place, meaning(of: name))
    }
    return report(
      finding.help("\(symbols) may vary; what is asked for here may not depend on it"))
  }

  /// "`32 * (heads - 4)` = 0 (heads = 4)".
  ///
  /// - Parameter isGiven: whether it is given to a parameter: it has become a number then, but may
  ///   be written otherwise.
  private func text(
    of node: SyntaxNode, _ value: Dim, _ names: [SizeName], isGiven: Bool
  ) -> String {
    var written = node.scalar?.text ?? ""
    if isGiven {
      written = node.useSpan.text.filter { $0 != "\"" && $0 != "'" }
    }
    let shown = "`\(VisibleText.of(written, limit: 60))`"
    guard NumberText.read(written) == .notANumber else { return shown }
    let parts = names.filter { $0.text != written }.map { name in
      name.value == Dim(symbol: name.text)
        ? "\(name.text) \(range(of: name.text))" : "\(name.text) = \(name.value)"
    }
    let result = value.constant.map { " = \($0)" } ?? ""
    return shown + result + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
  }

  private func meaning(of name: SizeName) -> String {
    if let number = name.value.constant { return "`\(name.text)` is \(number)" }
    guard name.value == Dim(symbol: name.text) else { return "`\(name.text)` is `\(name.value)`" }
    return name.text == "batch" ? "`batch` varies" : "`\(name.text)` varies \(range(of: name.text))"
  }

  /// "from 1 to 64".
  private func range(of symbol: String) -> String {
    guard let constraint = solver.constraints[symbol] else { return "freely" }
    let end = constraint.isOpen ? "" : " to \(constraint.declared.upperBound)"
    return "from \(constraint.declared.lowerBound)\(end)"
  }

  /// Names in the expression of a size, each once.
  private func names(in node: SyntaxNode) -> [SizeName] {
    var scanner = TextScanner(node.scalar?.text ?? "")
    var names: [SizeName] = []
    while !scanner.atEnd, names.count < Self.shownNames {
      guard let name = scanner.identifier() else {
        scanner.offset += 1
        continue
      }
      guard let value = dims[name], !names.contains(where: { $0.text == name }) else { continue }
      let place = scope.nodes[name]?.useSpan ?? dimPlaces[name]
      names.append(SizeName(text: name, value: value, place: place))
    }
    return names
  }
}
