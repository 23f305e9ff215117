extension CatalogueEntry {
  static let e0102 = CatalogueEntry(
    "E0102", "missing key",
    "A key without a default was left out. The message says which, and the place shown is the "
      + "mapping that should have it.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: {bias: false}"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: {units: 3, bias: false}"))
}
