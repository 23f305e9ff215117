import NetwrightDiagnostics
import NetwrightSyntax

/// `--set train.epochs=5`: replaces or adds one value of the spec before it is checked. Findings
/// point into the argument, as if it were a file.
package struct Override: Hashable, Sendable {
  /// How reports call it; angle brackets tell it from files.
  static let place = "<--set>"

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

  /// Whether a place is that of an argument.
  static func isArgument(_ file: SourceFile) -> Bool { file.path == place }

  /// What `--set dims.seq=256` sets where `seq` has a range: the size that engines are given, while
  /// the range stays what the spec is checked for.
  func binding(
    in root: SyntaxNode, _ diagnostics: DiagnosticBag
  ) -> (name: String, size: SyntaxNode)? {
    let file = SourceFile(path: Self.place, text: "\(path)=\(value)")
    let section = SpecSections.dimsKey.name
    guard path.hasPrefix("\(section)."), let dims = root.entry(section)?.value,
      let entry = dims.entry(String(path.dropFirst(section.count + 1))),
      DimsSection.isRange(entry.value), let size = node(in: file, diagnostics), size.scalar != nil,
      !DimsSection.isRange(size)
    else { return nil }
    return (entry.name, size)
  }

  /// `nil` where something has been reported.
  func apply(to root: SyntaxNode, _ diagnostics: DiagnosticBag) -> SyntaxNode? {
    let file = SourceFile(path: Self.place, text: "\(path)=\(value)")
    let imports = SpecSections.importsKey.name
    guard path != imports, !path.hasPrefix("\(imports).") else {
      diagnostics.add(
        Diagnostic(
          "E0209", "imports are followed before values are set",
          at: Span(file: file, start: 0, end: path.utf8.count)
        ).expected("any other key").found("`\(VisibleText.of(path, limit: 60))`")
          .help("change the spec; what it imports can be set, as in `dims.width=8`"))
      return nil
    }
    guard let node = node(in: file, diagnostics) else { return nil }
    do throws(PathFailure) {
      return try root.replacing(steps(in: file)[...], with: node)
    } catch {
      diagnostics.add(finding(error))
      return nil
    }
  }

  private func steps(in file: SourceFile) -> [SyntaxNode] {
    var start = 0
    return path.split(separator: ".", omittingEmptySubsequences: false).map { step in
      let end = start + step.utf8.count
      defer { start = end + 1 }
      return scalarNode(String(step), at: Span(file: file, start: start, end: end))
    }
  }

  // MARK: The value

  /// What would begin something else in YAML and cannot be meant here: `>= 0.5`.
  private static let plainStarts: Set<Character> = [">", "|", "%", "@", "`"]

  private func node(in file: SourceFile, _ diagnostics: DiagnosticBag) -> SyntaxNode? {
    let plain = value.drop { $0 == " " }
    let start = path.utf8.count + 1 + value.utf8.count - plain.utf8.count
    let whole = scalarNode(
      String(plain), at: Span(file: file, start: start, end: start + plain.utf8.count))
    guard let first = plain.first, !Self.plainStarts.contains(first) else { return whole }
    // The same offsets as in the argument, so that what is found can be shown there.
    let blanks = String(repeating: " ", count: path.utf8.count + 1)
    let findings = DiagnosticBag()
    let parsed = parse(SourceFile(path: file.path, text: blanks + value), into: findings)
    diagnostics.add(contentsOf: findings.reported.map { $0.moved(to: file) })
    guard let node = parsed?.moved(to: file), !findings.hasErrors else { return nil }
    // What follows `#` is part of a text that is no YAML file.
    guard let scalar = node.scalar, scalar.style == .plain, node.span.end < file.bytes.count else {
      return node
    }
    return whole
  }

  // MARK: Words

  /// How a section is set that the spec does not have: `expect={parameters: 5}`.
  private func sectionHelp(_ step: String) -> String? {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false)
    guard SpecSections.table.names.contains(step), parts.count == 2, parts[0] == step,
      path.utf8.count + value.utf8.count < 80
    else { return nil }
    let section = "--set '\(step)={\(parts[1]): \(value)}'"
    return "the spec has no `\(step)`; set all of it at once: `\(VisibleText.of(section))`"
  }

  private func finding(_ failure: PathFailure) -> Diagnostic {
    let step = VisibleText.of(failure.step.scalar?.text ?? "", limit: 60)
    let finding = Diagnostic(
      "E0209", "`--set \(VisibleText.of(path, limit: 100))` leads nowhere in the spec",
      at: failure.step.span)
    switch failure.reason {
    case .noKey(let names):
      let shown = names.prefix(20).map { VisibleText.of($0, limit: 40) }
      return finding.expected(oneOf(shown)).found("`\(step)`").help(
        sectionHelp(step) ?? didYouMean(step, among: names.prefix(200))
          ?? "only the last key may be new; give the value of the whole section instead")
    case .noElement(let count):
      return finding.expected(count == 0 ? "no element" : "a number from 0 to \(count - 1)")
        .found("`\(step)`").help("elements of lists are counted from 0")
    case .isScalar:
      return finding.expected("the end of the path").found("`\(step)`")
        .help("what stands before it is a single value without keys")
    }
  }
}

extension Diagnostic {
  /// The same finding at the same offsets of another file.
  fileprivate func moved(to file: SourceFile) -> Diagnostic {
    var moved = Diagnostic(code, message, at: span?.moved(to: file), severity: severity)
      .primaryLabel(primaryText)
    for label in labels { moved = moved.label(label.span.moved(to: file), label.text) }
    for note in notes { moved = moved.note(note) }
    for help in helps { moved = moved.help(help) }
    if let expected { moved = moved.expected(expected) }
    if let found { moved = moved.found(found) }
    return moved
  }
}
