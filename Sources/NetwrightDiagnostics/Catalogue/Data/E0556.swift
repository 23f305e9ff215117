extension CatalogueEntry {
  static let e0556 = CatalogueEntry(
    "E0556", "cannot stratify",
    "Proportions can be kept of classes and categories, not of numbers.",
    example: ExampleSpec.data(split: "  split: {train: 80%, test: 20%, stratify: x}\n"),
    mended: ExampleSpec.data(split: "  split: {train: 80%, test: 20%, stratify: label}\n"))
}
