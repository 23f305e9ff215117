extension CatalogueEntry {
  static let e0314 = CatalogueEntry(
    "E0314", "too large",
    "A tensor, or all parameters together, would have more elements than can be counted "
      + "in bytes or held by any machine.",
    example: ExampleSpec.model("f32[batch, 1_000_000_000]", "dense: 1G"),
    mended: ExampleSpec.model("f32[batch, 1_000]", "dense: 1k"))
}
