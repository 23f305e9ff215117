import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema
import NetwrightSyntax
import NetwrightTensor

/// An input of a block, its sizes computed from the arguments of one use.
struct BlockInput: Sendable {
  let name: String
  let pattern: TypePattern
  /// Where it is declared.
  let span: Span

  /// Reads `inputs:` of a block; throws where one of them is wrong.
  static func read(_ node: SyntaxNode, _ decoder: Decoder) throws(Poisoned) -> [BlockInput] {
    let expected = "a mapping of input names to tensor types"
    let entries = try decoder.mapping(of: node, expecting: expected)
    guard !entries.isEmpty else {
      throw decoder.report(
        Diagnostic("E0109", "a block needs at least one input", at: node.useSpan)
          .expected(expected).found("an empty mapping"))
    }
    var inputs: [BlockInput] = []
    var seen: Set<String> = []
    var isSound = true
    for entry in entries where seen.insert(entry.name).inserted {
      do throws(Poisoned) {
        try decoder.requireIdentifier(entry.name, at: entry.key.useSpan)
        let pattern = try ValueType<TypePattern>.typePattern.decode(entry.value, decoder)
        inputs.append(
          BlockInput(name: entry.name, pattern: pattern, span: entry.key.useSpan))
      } catch { isSound = false }
    }
    guard isSound else { throw Poisoned() }
    return inputs
  }

  /// Why a tensor cannot stand for this input.
  func misfit(
    _ tensor: ModelTensor, use: String, at place: Span, in solver: Solver
  ) -> Diagnostic? {
    let finding: Diagnostic
    switch pattern.misfit(tensor.type, bound: tensor.bound, in: solver) {
    case nil: return nil
    case .undecided(let advice):
      finding = .undecided(advice, at: place)
    case .never(let reason):
      finding = Diagnostic(
        "E0320", "`\(use)` takes \(pattern) as `\(name)`, found \(tensor.typeText)", at: place
      ).expected("\(pattern)").found(tensor.typeText).note(reason)
        .help(
          pattern.isOpen && pattern.dims.count != tensor.rank
            ? "each `?` stands for the size of one axis: declare it as "
              + "\"\(pattern.fitted(to: tensor.type))\""
            : nil)
    }
    return finding.label(span, "`\(name)` is declared here").label(tensor.span, tensor.sentence)
  }
}
