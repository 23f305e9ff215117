extension CatalogueEntry {
  static let e0307 = CatalogueEntry(
    "E0307", "no such axis",
    "Axes count from 0, the batch; negative ones count from the end. A layer cannot work "
      + "along the batch.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: 3", "concat: {names: x, axis: 2}"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3", "concat: {names: x, axis: 1}"))
}
