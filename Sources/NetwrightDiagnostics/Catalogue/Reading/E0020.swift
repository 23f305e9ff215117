extension CatalogueEntry {
  static let e0020 = CatalogueEntry(
    "E0020", "imports in a circle",
    "A file cannot import itself, directly or by way of other files. What both need belongs in "
      + "a third file that both import.",
    example: "# a.yaml\nimports: [b.yaml]\n# b.yaml\nimports: [a.yaml]",
    mended: "# a.yaml\nimports: [common.yaml]\n# b.yaml\nimports: [common.yaml]", form: .text)
}
