extension CatalogueEntry {
  static let e0107 = CatalogueEntry(
    "E0107", "unknown choice",
    "The value must be one of a fixed set of words, which the message lists.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: {units: 3, activation: rellu}"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: {units: 3, activation: relu}"))
}
