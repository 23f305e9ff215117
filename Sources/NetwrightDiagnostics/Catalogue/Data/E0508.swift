extension CatalogueEntry {
  static let e0508 = CatalogueEntry(
    "E0508", "no such column",
    "A field reads a column that the file does not have, or sizes that do not fit.",
    example: "length,width\n5.1,3.5\n# with the field `size: {number: [lenght]}`",
    mended: "length,width\n5.1,3.5\n# with the field `size: {number: [length]}`", form: .text)
}
