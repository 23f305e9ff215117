import NetwrightDiagnostics
import NetwrightSyntax
import NetwrightTensor

extension Decoder {
  /// Passes where a claim about sizes holds for every admissible value; otherwise throws what
  /// `refuted` reports, or the finding that it cannot be decided, with what decides it.
  package func require(
    _ claim: SizeClaim, at node: SyntaxNode, else refuted: () -> Poisoned
  ) throws(Poisoned) {
    switch solver.truth(of: claim) {
    case .yes: return
    case .no: throw refuted()
    case .inconclusive: throw report(.undecided(solver.advice(on: claim), at: node.useSpan))
    }
  }
}

extension Diagnostic {
  /// A claim about sizes that holds for some of them only, as far as can be told.
  package static func undecided(_ advice: SizeAdvice, at span: Span?) -> Diagnostic {
    let finding = Diagnostic("E0308", advice.headline, at: span)
      .expected(advice.expected).found(advice.found).help(advice.help)
    return advice.note.map { finding.note($0) } ?? finding
  }
}
