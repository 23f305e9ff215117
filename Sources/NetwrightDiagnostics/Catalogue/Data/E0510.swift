extension CatalogueEntry {
  static let e0510 = CatalogueEntry(
    "E0510", "unknown category",
    "A cell holds a value that is not among the declared ones.",
    example: "site\nwest\n# with `{category: [north, south], column: site}`",
    mended: "site\nnorth\n# with `{category: [north, south], column: site}`", form: .text)
}
