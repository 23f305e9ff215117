extension CatalogueEntry {
  static let e0105 = CatalogueEntry(
    "E0105", "value out of range",
    "The value has the right type but lies outside what is admitted here; the message states "
      + "the range.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: 3", "dropout: 20"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3", "dropout: 20%"))
}
