extension CatalogueEntry {
  static let e0410 = CatalogueEntry(
    "E0410", "softmax over one value",
    "Softmax makes shares of several values that come to 1 together. Of a single value the share "
      + "is always 1: nothing could be learned. One probability is what `sigmoid` makes, or the loss "
      + "`binary_cross_entropy` itself; a number to be predicted has no activation.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: {units: 1, activation: softmax}"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: {units: 1, activation: sigmoid}"))
}
