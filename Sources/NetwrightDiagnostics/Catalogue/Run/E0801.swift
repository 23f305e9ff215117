extension CatalogueEntry {
  static let e0801 = CatalogueEntry(
    "E0801", "loss not finite",
    "The loss of a step became infinite or no number, and training on would only spoil "
      + "the weights. Steps are too large, or an extreme value in the data leads there; the "
      + "last checkpoint is as it was.",
    example: "optimizer: {adam: {learning_rate: 1e30}}",
    mended: "optimizer: {adam: {learning_rate: 1e-3}}", form: .text)
}
