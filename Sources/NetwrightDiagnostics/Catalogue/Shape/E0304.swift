extension CatalogueEntry {
  static let e0304 = CatalogueEntry(
    "E0304", "size differs",
    "The size of an axis is not the one that the operation needs. The labels show where "
      + "each side comes from.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "parameter: \"f32[6]\"\n      as: w",
      "einsum: {equation: \"b i, i -> b i\", names: w}"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "parameter: \"f32[8]\"\n      as: w",
      "einsum: {equation: \"b i, i -> b i\", names: w}"))
}
