extension CatalogueEntry {
  static let e0006 = CatalogueEntry(
    "E0006", "duplicate key",
    "A mapping has the same key twice, so that one of the two values would be lost. Keys are the "
      + "same when their characters are, however these are encoded and quoted.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: 3", dims: "batch: 4, batch: 8"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3", dims: "batch: 8"))
}
