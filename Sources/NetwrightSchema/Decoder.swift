import NetwrightDiagnostics
import NetwrightSyntax
import NetwrightTensor

/// What decoding of one spec shares: where findings go and what the dimensions are.
package final class Decoder {
  package let diagnostics: DiagnosticBag
  /// Dimensions that expressions may name; those that may vary stand for themselves, the others for
  /// their values.
  package var dims: [String: Dim] = [:]
  /// Knows what dimensions may be.
  package var solver = Solver()
  /// Sizes from outside the spec that stand in for the defaults of dimensions with a range.
  package var boundDims: [String: SyntaxNode] = [:]

  /// Where `dims:` declares each name.
  package var dimPlaces: [String: Span] = [:]
  /// Names that `dims:` declares further down than what is being read, or just there.
  package var laterDims: Set<String> = []
  /// Dimensions whose definition is wrong: what uses them is skipped silently.
  package private(set) var poisonedDims: Set<String> = []

  /// Whether names may be missing because what declares them cannot be read, which has been
  /// reported: a dimension or a block that is not known is skipped silently then.
  package var lacksDims = false
  package var lacksBlocks = false

  /// Parameters of the block that is being read, and the dimensions that their names hide.
  package internal(set) var scope = BlockScope()
  var hiddenDims: [String: Dim] = [:]
  /// Uses of blocks that lead to what is being read.
  package var trail = UseTrail()

  package init(diagnostics: DiagnosticBag) { self.diagnostics = diagnostics }

  /// Reports a finding; the result is for throwing.
  package func report(_ diagnostic: Diagnostic) -> Poisoned {
    if let finding = trail.admitted(diagnostic) { diagnostics.add(finding) }
    return Poisoned()
  }

  /// Keeps the name of a dimension whose definition is wrong, so that its uses give no errors.
  package func poison(dim name: String) {
    poisonedDims.insert(name)
    dims[name] = Dim(symbol: name)
  }

  /// A size in place of one that is not known, because what gives it is wrong.
  func poisonedSize() -> Dim {
    // No name is spelled like this.
    poisonedDims.insert("?")
    return Dim(symbol: "?")
  }

  /// Throws where one of the sizes uses a dimension whose definition is wrong.
  package func requireSound(_ dims: [Dim]) throws(Poisoned) {
    guard !poisonedDims.isEmpty else { return }
    for dim in dims where dim.symbols.contains(where: poisonedDims.contains) { throw Poisoned() }
  }

  /// The text of a scalar that must stand here.
  package func text(of node: SyntaxNode, expecting expected: String) throws(Poisoned) -> String {
    guard let scalar = node.scalar else {
      throw report(
        Diagnostic(
          "E0103", "expected \(expected), found a \(node.kindName)", at: node.useSpan
        ).expected(expected).found("a \(node.kindName)"))
    }
    guard !scalar.isAbsent else { throw absent(node, expecting: expected) }
    return scalar.text
  }

  package func sequence(
    of node: SyntaxNode, expecting expected: String
  ) throws(Poisoned) -> [SyntaxNode] {
    if let elements = node.sequence { return elements }
    throw wrongKind(node, expecting: expected)
  }

  package func mapping(
    of node: SyntaxNode, expecting expected: String
  ) throws(Poisoned) -> [SyntaxEntry] {
    if let entries = node.mapping { return entries }
    let poisoned = wrongKind(node, expecting: expected)
    // Keys behind dashes are read as those of one mapping.
    guard let entries = ListedKeys(node)?.entries else { throw poisoned }
    return entries
  }

  /// Reports that a value is not of the expected type.
  ///
  /// - Parameters:
  ///   - node: the value, which lies elsewhere where a parameter stands for it.
  ///   - written: what stands in its place.
  package func mismatch(
    _ node: SyntaxNode, expecting expected: String, help: String? = nil,
    writtenAs written: SyntaxNode? = nil
  ) -> Poisoned {
    report(mismatchFinding(node, expecting: expected).help(help).written(written, for: node))
  }

  /// The finding of `mismatch`.
  package func mismatchFinding(_ node: SyntaxNode, expecting expected: String) -> Diagnostic {
    let text = node.scalar?.text ?? node.kindName
    let found = "`\(VisibleText.of(text, limit: 60))`"
    return Diagnostic("E0104", "expected \(expected), found \(found)", at: node.useSpan)
      .expected(expected).found(found)
      .help(text.hasSuffix(",") ? "remove the `,` at the end" : nil)
  }

  /// Reports a value that lies beyond what is admitted; parameters as in `mismatch`.
  package func outOfRange(
    _ node: SyntaxNode, expecting expected: String, writtenAs written: SyntaxNode? = nil
  ) -> Poisoned {
    report(outOfRangeFinding(node, expecting: expected).written(written, for: node))
  }

  /// The finding of `outOfRange`.
  func outOfRangeFinding(_ node: SyntaxNode, expecting expected: String) -> Diagnostic {
    let found = "`\(VisibleText.of(node.scalar?.text ?? node.kindName, limit: 60))`"
    return Diagnostic("E0105", "expected \(expected), found \(found)", at: node.useSpan)
      .expected(expected).found(found)
  }

  func wrongKind(_ node: SyntaxNode, expecting expected: String) -> Poisoned {
    if let scalar = node.scalar, scalar.isAbsent { return absent(node, expecting: expected) }
    let isList = expected.hasPrefix("a list") && node.mapping != nil
    let finding = Diagnostic(
      "E0103", "expected \(expected), found a \(node.kindName)", at: node.useSpan
    ).expected(expected).found("a \(node.kindName)")
      .help(isList ? "each element of a list begins with `- `" : nil)
    guard expected.hasPrefix("a mapping"), let keys = ListedKeys(node) else {
      return report(finding)
    }
    return report(
      finding.help("keys of a mapping have no `- ` in front, and no brackets around each")
        .replacing(keys.replacement?.span, with: keys.replacement?.text ?? ""))
  }

  private func absent(_ node: SyntaxNode, expecting expected: String) -> Poisoned {
    // A tag in place of the value has been reported.
    guard !node.useSpan.text.hasPrefix("!") else { return Poisoned() }
    return report(
      Diagnostic("E0111", "the value is empty", at: node.useSpan).expected(expected)
        .found("nothing").help("write the value after the colon, or remove the key"))
  }
}

extension Diagnostic {
  /// Marks the place where a parameter stands for a value that lies elsewhere.
  func written(_ node: SyntaxNode?, for value: SyntaxNode) -> Diagnostic {
    guard let node, node.useSpan != value.useSpan, let name = node.scalar?.text else { return self }
    return label(node.useSpan, "`\(VisibleText.of(name, limit: 60))` stands here")
  }
}
