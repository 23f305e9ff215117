extension CatalogueEntry {
  static let e0302 = CatalogueEntry(
    "E0302", "inner sizes differ",
    "In a matrix product the columns of the left side and the rows of the right side must "
      + "be as many: the axis of an equation that is summed over has one size. The labels show "
      + "where each side comes from.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "parameter: \"f32[6, 4]\"\n      as: w",
      "einsum: {equation: \"b i, i o -> b o\", names: w}"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "parameter: \"f32[8, 4]\"\n      as: w",
      "einsum: {equation: \"b i, i o -> b o\", names: w}"))
}
