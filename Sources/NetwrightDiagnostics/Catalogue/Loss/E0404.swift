extension CatalogueEntry {
  static let e0404 = CatalogueEntry(
    "E0404", "range of indices does not fit",
    "The last axis of the logits must have one value for each class, and an embedding one "
      + "entry for each index.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<5",
      tail: ExampleSpec.crossEntropy),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: 5\n      as: y", target: "i32[batch] in 0..<5",
      tail: ExampleSpec.crossEntropy))
}
