extension CatalogueEntry {
  static let e0406 = CatalogueEntry(
    "E0406", "output of the wrong form",
    "The loss cannot take an output of this type or number of axes.",
    example: ExampleSpec.model(
      "i32[batch] in 0..<3", "flatten:\n      as: y", target: "f32[batch]",
      tail: ExampleSpec.meanSquare),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: 1\n      as: y", target: "f32[batch, 1]",
      tail: ExampleSpec.meanSquare))
}
