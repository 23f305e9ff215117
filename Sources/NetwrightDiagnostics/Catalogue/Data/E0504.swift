extension CatalogueEntry {
  static let e0504 = CatalogueEntry(
    "E0504", "not a number",
    "A cell that a field reads as a number holds something else.",
    example: "length,width\n5.1,wide",
    mended: "length,width\n5.1,3.5", form: .text)
}
