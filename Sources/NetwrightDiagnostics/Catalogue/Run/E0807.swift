extension CatalogueEntry {
  static let e0807 = CatalogueEntry(
    "E0807", "rows cannot be predicted from",
    "What a model was given to predict from is not what its inputs take: another number "
      + "of values, another element type, an index beyond its range, a category that training "
      + "has not seen, a number that is not finite.",
    example: "tokens: 300    # with 256 entries",
    mended: "tokens: 255", form: .text)
}
