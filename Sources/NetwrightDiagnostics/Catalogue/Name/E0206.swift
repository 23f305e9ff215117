extension CatalogueEntry {
  static let e0206 = CatalogueEntry(
    "E0206", "reserved name",
    "The name has a meaning of its own in every program that Netwright makes.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: 3\n      as: loss"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3\n      as: scores"))
}
