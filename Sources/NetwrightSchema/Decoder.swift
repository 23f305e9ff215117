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

  /// Dimensions whose definition is wrong: what uses them is skipped silently.
  package private(set) var poisonedDims: Set<String> = []

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
    guard !scalar.isAbsent else { throw report(Self.absent(node, expecting: expected)) }
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
    throw wrongKind(node, expecting: expected)
  }

  /// Reports that `node` is no value of the expected type.
  package func mismatch(
    _ node: SyntaxNode, expecting expected: String, help: String? = nil
  ) -> Poisoned {
    let found = "`\(VisibleText.of(node.scalar?.text ?? node.kindName, limit: 60))`"
    return report(
      Diagnostic("E0104", "expected \(expected), found \(found)", at: node.useSpan)
        .expected(expected).found(found).help(help))
  }

  /// - Parameter value: what the expression at `node` comes to, where it is one.
  package func outOfRange(
    _ node: SyntaxNode, expecting expected: String, value: Int? = nil
  ) -> Poisoned {
    var found = "`\(VisibleText.of(node.scalar?.text ?? node.kindName, limit: 60))`"
    if let value, NumberText.read(node.scalar?.text ?? "") == .notANumber {
      found += ", which is \(value)"
    }
    return report(
      Diagnostic("E0105", "expected \(expected), found \(found)", at: node.useSpan)
        .expected(expected).found(found))
  }

  private func wrongKind(_ node: SyntaxNode, expecting expected: String) -> Poisoned {
    if let scalar = node.scalar, scalar.isAbsent {
      return report(Self.absent(node, expecting: expected))
    }
    return report(
      Diagnostic(
        "E0103", "expected \(expected), found a \(node.kindName)", at: node.useSpan
      ).expected(expected).found("a \(node.kindName)"))
  }

  private static func absent(_ node: SyntaxNode, expecting expected: String) -> Diagnostic {
    Diagnostic("E0111", "the value is empty", at: node.useSpan).expected(expected)
      .found("nothing").help("write the value after the colon, or remove the key")
  }
}
