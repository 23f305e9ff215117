extension CatalogueEntry {
  static let e0555 = CatalogueEntry(
    "E0555", "parts of the split",
    "Training, validation and test are shares of the rows and add up to 100%. A source "
      + "with test files of its own has no test share.",
    example: ExampleSpec.data(split: "  split: {train: 80%, validation: 30%}\n"),
    mended: ExampleSpec.data(split: "  split: {train: 80%, validation: 20%}\n"))
}
