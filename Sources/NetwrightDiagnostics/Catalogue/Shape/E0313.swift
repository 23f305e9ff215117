extension CatalogueEntry {
  static let e0313 = CatalogueEntry(
    "E0313", "attribute out of range",
    "A number of the layer, such as a stride, lies outside what the operation can do.",
    example: "stride: 3_000_000_000",
    mended: "stride: 2", form: .text)
}
