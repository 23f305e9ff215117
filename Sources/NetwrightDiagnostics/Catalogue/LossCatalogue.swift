/// E04xx: contracts between the loss and what it compares.
enum LossCatalogue {
  static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      "E0401", "probabilities where logits belong",
      "The loss applies softmax or the logistic function itself, in a form that does not "
        + "overflow. Fed with probabilities it would apply it twice and train slowly to a wrong "
        + "optimum, without any error.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "dense: {units: 3, activation: softmax}\n      as: y",
        target: "i32[batch] in 0..<3",
        tail: ExampleSpec.crossEntropy),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
        tail: ExampleSpec.crossEntropy)),
    CatalogueEntry(
      "E0402", "wrong kind of target",
      "Class indices are i32 and belong to `cross_entropy`; the other losses compare "
        + "numbers.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", target: "f32[batch, 3]",
        tail: ExampleSpec.crossEntropy),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
        tail: ExampleSpec.crossEntropy)),
    CatalogueEntry(
      "E0403", "target of another shape",
      "Output and target are compared row by row and element by element. [batch] against "
        + "[batch, 1] would be broadcast elsewhere to all pairs of rows; here it is an error.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "dense: 1\n      as: y", target: "f32[batch]",
        tail: ExampleSpec.meanSquare),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "dense: 1\n      as: y", target: "f32[batch, 1]",
        tail: ExampleSpec.meanSquare)),
    CatalogueEntry(
      "E0404", "range of indices does not fit",
      "The last axis of the logits must have one value for each class, and an embedding one "
        + "entry for each index.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<5",
        tail: ExampleSpec.crossEntropy),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "dense: 5\n      as: y", target: "i32[batch] in 0..<5",
        tail: ExampleSpec.crossEntropy)),
    CatalogueEntry(
      "E0405", "range of indices not declared",
      "Indices are checked against their range when data are read, and against the layer "
        + "when the spec is checked. Declare it as in \"i32[batch] in 0..<10\".",
      example: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch]",
        tail: ExampleSpec.crossEntropy),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
        tail: ExampleSpec.crossEntropy)),
    CatalogueEntry(
      "E0406", "output of the wrong form",
      "The loss cannot take an output of this type or number of axes.",
      example: ExampleSpec.model(
        "i32[batch] in 0..<3", "flatten:\n      as: y", target: "f32[batch]",
        tail: ExampleSpec.meanSquare),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "dense: 1\n      as: y", target: "f32[batch, 1]",
        tail: ExampleSpec.meanSquare)),
    CatalogueEntry(
      "E0407", "metric does not fit the loss",
      "A metric compares the output and the target of the loss, and means something only "
        + "for certain losses.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
        tail: ExampleSpec.crossEntropy + "evaluate: {metrics: [mae]}\n"),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
        tail: ExampleSpec.crossEntropy + "evaluate: {metrics: [accuracy]}\n")),
    CatalogueEntry(
      "E0408", "loss missing",
      "Training and evaluation need a loss.",
      example: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
        tail: "train: {epochs: 1, optimizer: adam}\n"),
      mended: ExampleSpec.model(
        "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
        tail: ExampleSpec.crossEntropy + "train: {epochs: 1, optimizer: adam}\n")),
  ]
}
