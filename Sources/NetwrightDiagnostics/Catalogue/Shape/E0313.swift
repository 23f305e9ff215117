extension CatalogueEntry {
  static let e0313 = CatalogueEntry(
    "E0313", "attribute out of range",
    "A number of the layer, such as a stride, is not one that the operation can do with. With "
      + "`padding: same` over an axis whose size may vary, the stride divides every size that it "
      + "may have.",
    example: ExampleSpec.model(
      "f32[batch, 2 * half + 1, 8, 1]", "max_pool2d: {window: 2, padding: same}",
      dims: "batch: 4, half: 1..8"),
    mended: ExampleSpec.model(
      "f32[batch, 2 * half, 8, 1]", "max_pool2d: {window: 2, padding: same}",
      dims: "batch: 4, half: 1..8"))
}
