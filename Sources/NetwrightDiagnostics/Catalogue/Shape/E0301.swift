extension CatalogueEntry {
  static let e0301 = CatalogueEntry(
    "E0301", "wrong number of axes",
    "A tensor has more or fewer axes than the layer takes. `flatten` and `reshape` change "
      + "the number of axes.",
    example: ExampleSpec.model("f32[batch, 8, 8, 3]", "dense: 3"),
    mended: ExampleSpec.model("f32[batch, 8, 8, 3]", "flatten", "dense: 3"))
}
