extension CatalogueEntry {
  static let e0330 = CatalogueEntry(
    "E0330", "axes of an equation",
    "In the equation of an `einsum` each term names different axes, and the result has only axes "
      + "of the operands. To sum over an axis leave it out of the result.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "einsum: \"b i -> b j\""),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "einsum: \"b i -> b i\""))
}
