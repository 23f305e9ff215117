extension CatalogueEntry {
  static let e0507 = CatalogueEntry(
    "E0507", "malformed compression",
    "A gzip file is damaged, or grows beyond what its content can be.",
    example: "head -c 1000 data.csv.gz > part.csv.gz",
    mended: "gzip -c data.csv > data.csv.gz", form: .text)
}
