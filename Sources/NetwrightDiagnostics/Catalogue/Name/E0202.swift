extension CatalogueEntry {
  static let e0202 = CatalogueEntry(
    "E0202", "name defined twice",
    "Two things of the same kind have the same name, or names that differ only in upper "
      + "and lower case, so that a use of it, or a file named after it, would be ambiguous. Only "
      + "dimensions, after which nothing is named, may be `n` and `N`.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      name: first", "dense: 3\n      name: First"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      name: first", "dense: 3\n      name: second"))
}
