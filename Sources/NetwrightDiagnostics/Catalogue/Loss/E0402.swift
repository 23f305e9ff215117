extension CatalogueEntry {
  static let e0402 = CatalogueEntry(
    "E0402", "wrong kind of target",
    "Class indices are i32 and belong to `cross_entropy`; the other losses compare "
      + "numbers.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      as: y", target: "f32[batch, 3]",
      tail: ExampleSpec.crossEntropy),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
      tail: ExampleSpec.crossEntropy))
}
