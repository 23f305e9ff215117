import NetwrightLayers

/// Every optimizer.
enum OptimizerChapter: GrammarChapter {
  static var text: String { units("Optimizers", optimizerRegistry.map(optimizer)) }

  private static func optimizer(_ type: any Optimizer.Type) -> String {
    let example =
      LossChapter.model(of: MeanSquaredErrorLoss.self)
      + "\ntrain: {steps: 1_000, optimizer: {\(type.keyword): {learning_rate: 1e-3}}}"
    return "### `\(type.keyword)`\n\n\(type.doc)\n\n" + MarkdownText.table(type.table) + "\n"
      + MarkdownText.fence("yaml", example)
  }

  static let mistakes = [
    WrongExample(
      code: "E0105", reason: "a decay of 1 forgets nothing.",
      spec: WrongExample.head + WrongExample.withLoss
        + "train: {steps: 100, optimizer: {adam: {beta2: 1}}}\n")
  ]
}
