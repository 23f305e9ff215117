extension CatalogueEntry {
  static let e0403 = CatalogueEntry(
    "E0403", "target of another shape",
    "Output and target are compared row by row and element by element. [batch] against "
      + "[batch, 1] would be broadcast elsewhere to all pairs of rows; here it is an error.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: 1\n      as: y", target: "f32[batch]",
      tail: ExampleSpec.meanSquare),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: 1\n      as: y", target: "f32[batch, 1]",
      tail: ExampleSpec.meanSquare))
}
