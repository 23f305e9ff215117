extension CatalogueEntry {
  static let e0553 = CatalogueEntry(
    "E0553", "target without a field",
    "A loss compares with a field of the data that feeds no input, or with an input. There is "
      + "none of this name.",
    example: ExampleSpec.data(target: "labels"), mended: ExampleSpec.data())
}
