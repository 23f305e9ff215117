extension CatalogueEntry {
  static let e0316 = CatalogueEntry(
    "E0316", "more positions than entries",
    "A position embedding learns one vector for each position; positions beyond its table "
      + "have none.",
    example: ExampleSpec.model("f32[batch, 5, 8]", "position_embedding: {entries: 4}"),
    mended: ExampleSpec.model("f32[batch, 5, 8]", "position_embedding: {entries: 5}"))
}
