extension CatalogueEntry {
  static let e0021 = CatalogueEntry(
    "E0021", "too many imports",
    "A spec and what it imports are at most 1,000 files and 16 MiB in all, which name one "
      + "another at most 10,000 times, and imports lead at most 64 files deep.",
    example: "imports: [part_1.yaml, part_2.yaml]    # and so on up to 1,001",
    mended: "imports: [parts.yaml]", form: .text)
}
