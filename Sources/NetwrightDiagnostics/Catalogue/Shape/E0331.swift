extension CatalogueEntry {
  static let e0331 = CatalogueEntry(
    "E0331", "rows of the batch would mix",
    "What a model makes of a row must not depend on the other rows: evaluation fills up the last "
      + "batch, and predictions take any number of rows. So the axis of the batch has one name in "
      + "an equation, and is the first axis of the result.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "einsum: \"b i -> i\""),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "einsum: \"b i -> b\""))
}
