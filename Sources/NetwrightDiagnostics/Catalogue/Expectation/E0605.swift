extension CatalogueEntry {
  static let e0605 = CatalogueEntry(
    "E0605", "other number of operations",
    "The model takes more or fewer operations than `expect:` says: `multiply_accumulates` for "
      + "one row, `flops` for one training step. The labels show the layers that take most.",
    example: "expect: {multiply_accumulates: \"<= 1M\"}    # the model takes 2.4 M",
    mended: "expect: {multiply_accumulates: \"<= 2_500k\"}", form: .text)
}
