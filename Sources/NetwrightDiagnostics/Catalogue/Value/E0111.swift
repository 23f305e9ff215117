extension CatalogueEntry {
  static let e0111 = CatalogueEntry(
    "E0111", "value is empty",
    "A key has no value. Write the value after the colon, or on more indented lines below, or "
      + "remove the key so that its default holds.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: {units: }"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3"))
}
