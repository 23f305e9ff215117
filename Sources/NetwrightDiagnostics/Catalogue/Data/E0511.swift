extension CatalogueEntry {
  static let e0511 = CatalogueEntry(
    "E0511", "split impossible",
    "The rows cannot be divided as the split says, for example because a part would be "
      + "smaller than one batch.",
    example: "dims: {batch: 64}    # for 40 rows to train with",
    mended: "dims: {batch: 8}", form: .text)
}
