extension CatalogueEntry {
  static let e0407 = CatalogueEntry(
    "E0407", "metric does not fit the loss",
    "A metric compares the output and the target of the loss, and means something only "
      + "for certain losses.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
      tail: ExampleSpec.crossEntropy + "evaluate: {metrics: [mae]}\n"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
      tail: ExampleSpec.crossEntropy + "evaluate: {metrics: [accuracy]}\n"))
}
