extension CatalogueEntry {
  static let e0410 = CatalogueEntry(
    "E0410", "softmax over one value",
    "Softmax turns several values into shares that add up to 1. Of a single value the share is "
      + "always 1: nothing could be learned. For one probability use `sigmoid`, or give logits to "
      + "`binary_cross_entropy`; a number to be predicted has no activation.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: {units: 1, activation: softmax}"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: {units: 1, activation: sigmoid}"))
}
