extension CatalogueEntry {
  static let e0505 = CatalogueEntry(
    "E0505", "missing value",
    "A cell that a field reads is empty. `missing: drop` leaves such rows out.",
    example: "length,width\n5.1,",
    mended: "length,width\n5.1,3.5\n# or `missing: drop` under `data:`", form: .text)
}
