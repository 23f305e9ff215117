extension CatalogueEntry {
  static let e0018 = CatalogueEntry(
    "E0018", "no spec found",
    "The folder holds no file that ends in `.yaml` or `.yml`.",
    example: "netwright check data/           # holds CSV files only",
    mended: "netwright check specs/", form: .text)
}
