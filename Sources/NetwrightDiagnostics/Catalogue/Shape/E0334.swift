extension CatalogueEntry {
  static let e0334 = CatalogueEntry(
    "E0334", "output without rows",
    "An output of the model has one row for each of the batch. A tensor that is made of parameters "
      + "alone has none.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "parameter: \"f32[8]\"\n      as: w", "expr: 2 * w\n      as: z",
      "dense: 8\n      from: x"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "parameter: \"f32[8]\"\n      as: w", "dense: 8\n      as: h",
      "expr: h * w"))
}
