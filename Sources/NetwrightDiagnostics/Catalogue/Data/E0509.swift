extension CatalogueEntry {
  static let e0509 = CatalogueEntry(
    "E0509", "class out of range",
    "A class index is negative or not below the number of classes.",
    example: "label\n3\n# with the field `label: {class: 3}`",
    mended: "label\n2\n# with the field `label: {class: 3}`", form: .text)
}
