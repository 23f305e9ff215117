extension CatalogueEntry {
  static let e0551 = CatalogueEntry(
    "E0551", "field does not fit its input",
    "The type that a field gives and the type that the input declares are not the same.",
    example: ExampleSpec.data(input: "f32[batch, 3]"),
    mended: ExampleSpec.data())
}
