extension CatalogueEntry {
  static let e0203 = CatalogueEntry(
    "E0203", "expression syntax",
    "A size, a tensor type, a condition, a formula or an equation cannot be read. Sizes are "
      + "made of numbers, "
      + "dimensions, `+`, `-`, `*`, `//` (division rounding down) and parentheses; tensor types "
      + "look like \"f32[batch, 28, 28, 1]\", conditions like `stride != 1 and not bias`.",
    example: ExampleSpec.model("f32[batch, 8 +]", "dense: 3"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3"))
}
