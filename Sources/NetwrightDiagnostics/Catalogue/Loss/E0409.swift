extension CatalogueEntry {
  static let e0409 = CatalogueEntry(
    "E0409", "softmax twice",
    "Softmax of probabilities is nearly uniform: their differences are below 1. Two of them after "
      + "each other are a slip, often a layer after `activation: softmax`.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: {units: 3, activation: softmax}", "softmax"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3", "softmax"))
}
