import NetwrightFrontend

/// `train` and `evaluate`.
enum TrainingChapter: GrammarChapter {
  static let text = sections("Training and evaluation", GrammarSections.training)

  static let mistakes = [
    WrongExample(
      code: "E0108", reason: "two lengths of training.",
      spec: WrongExample.head + WrongExample.withLoss
        + "train: {epochs: 5, steps: 100, optimizer: adam}\n")
  ]
}
