extension CatalogueEntry {
  static let e0408 = CatalogueEntry(
    "E0408", "loss missing",
    "Training and evaluation need a loss.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
      tail: "train: {epochs: 1, optimizer: adam}\n"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
      tail: ExampleSpec.crossEntropy + "train: {epochs: 1, optimizer: adam}\n"))
}
