extension CatalogueEntry {
  static let e0503 = CatalogueEntry(
    "E0503", "malformed CSV",
    "The rows of a CSV file have the same number of cells; quotes are closed, and doubled "
      + "inside quotes (RFC 4180).",
    example: "length,width\n5.1,3.5,1.4",
    mended: "length,width\n5.1,3.5", form: .text)
}
