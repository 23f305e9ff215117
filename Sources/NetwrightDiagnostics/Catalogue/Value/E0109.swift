extension CatalogueEntry {
  static let e0109 = CatalogueEntry(
    "E0109", "wrong number of elements",
    "A list has fewer or more elements than this place admits.",
    example: ExampleSpec.model(
      "f32[batch, 8, 8, 3]", "conv2d: {filters: 4, kernel: [3, 3, 3]}"),
    mended: ExampleSpec.model("f32[batch, 8, 8, 3]", "conv2d: {filters: 4, kernel: [3, 3]}"))
}
