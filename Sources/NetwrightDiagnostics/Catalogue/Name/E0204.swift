extension CatalogueEntry {
  static let e0204 = CatalogueEntry(
    "E0204", "expression too large",
    "The expression is too long, too deep, has too many terms, or its value does not fit "
      + "into 63 bits. Give parts of it names under `dims:`.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: 9_000_000_000 * 9_000_000_000"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 90 * 90"))
}
