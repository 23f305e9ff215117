extension CatalogueEntry {
  static let e0315 = CatalogueEntry(
    "E0315", "heads do not divide the width",
    "Each head of an attention layer takes an equal share of the features.",
    example: ExampleSpec.model("f32[batch, 5, 8]", "attention: {heads: 3}"),
    mended: ExampleSpec.model("f32[batch, 5, 8]", "attention: {heads: 4}"))
}
