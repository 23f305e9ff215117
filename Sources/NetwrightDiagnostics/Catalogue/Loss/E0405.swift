extension CatalogueEntry {
  static let e0405 = CatalogueEntry(
    "E0405", "range of indices not declared",
    "Indices are checked against their range when data are read, and against the layer "
      + "when the spec is checked. Declare it as in \"i32[batch] in 0..<10\".",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch]",
      tail: ExampleSpec.crossEntropy),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
      tail: ExampleSpec.crossEntropy))
}
