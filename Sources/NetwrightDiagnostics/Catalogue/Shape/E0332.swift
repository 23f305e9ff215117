extension CatalogueEntry {
  static let e0332 = CatalogueEntry(
    "E0332", "tied weight of another shape",
    "A tied weight is the parameter of another layer, so that it has that shape. A `dense` layer "
      + "that maps back from an embedding needs `transposed: true`.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: 4\n      name: a", "dense: {units: 8, weight: {tied: a.weight}}"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: 4\n      name: a",
      "dense: {units: 8, weight: {tied: a.weight, transposed: true}}"))
}
