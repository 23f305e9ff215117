extension CatalogueEntry {
  static let e0003 = CatalogueEntry(
    "E0003", "not UTF-8",
    "A spec is UTF-8 text, with or without a byte order mark. Convert files in UTF-16, Latin-1 "
      + "or another encoding, for example with `iconv -t UTF-8`.",
    example: "netwright check spec.yaml       # saved as UTF-16",
    mended: "iconv -f UTF-16 -t UTF-8 spec.yaml | netwright check -", form: .text)
}
