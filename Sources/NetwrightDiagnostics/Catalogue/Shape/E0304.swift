extension CatalogueEntry {
  static let e0304 = CatalogueEntry(
    "E0304", "size differs",
    "The size of an axis is not the one that the operation needs. The labels show where "
      + "each side comes from.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "parameter: \"f32[6, 4]\"\n      as: w",
      "einsum: {equation: \"b i, i o -> b o\", names: w}"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "parameter: \"f32[8, 4]\"\n      as: w",
      "einsum: {equation: \"b i, i o -> b o\", names: w}"))
}
