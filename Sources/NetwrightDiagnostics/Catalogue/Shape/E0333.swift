extension CatalogueEntry {
  static let e0333 = CatalogueEntry(
    "E0333", "key without effect",
    "`frozen`, `learning_rate_scale` and `regularizer` are about the parameters of a layer, the "
      + "last one about those of at least two axes; here there are none.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: 4", "relu: {}\n      frozen: true"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: 4\n      frozen: true", "relu"))
}
