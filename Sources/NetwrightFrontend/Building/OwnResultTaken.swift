import NetwrightDiagnostics
import NetwrightLayers
import NetwrightSchema

/// A layer that names its own result among what it takes: `- add: y` with `as: y` beside it.
struct OwnResultTaken {
  /// The path of the layer.
  let path: String
  let name: Name
  /// Where `as:` gives the name.
  let made: Span
  /// Names that can stand there.
  let others: [String]
  /// The entry before, whose result the layer would take if it named nothing.
  let before: LayerEntry?

  var diagnostic: Diagnostic {
    let near = nearNames(of: name.text, among: others)
    let finding = Diagnostic(
      "E0208", "`\(path)` cannot take its own result `\(name.text)`", at: name.span
    ).expected("a name from above").found("`\(name.text)`")
      .label(made, "`\(name.text)` is what the layer itself makes")
    if near.count == 1 {
      return finding.help(didYouMean(name.text, among: others))
        .replacing(name.span, with: near[0], isExample: true)
    }
    return finding.help(
      didYouMean(name.text, among: others) ?? (others.isEmpty ? nil : TensorScope.list(of: others))
    )
    .help(before.map(beforeHelp))
  }

  private func beforeHelp(_ before: LayerEntry) -> String {
    let name = before.outputNames.first.map { " `\($0.text)`" } ?? " that of `\(before.path)`"
    return "without `from:` a layer takes the result before it, here\(name)"
  }
}
