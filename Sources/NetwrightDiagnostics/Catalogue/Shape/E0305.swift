extension CatalogueEntry {
  static let e0305 = CatalogueEntry(
    "E0305", "wrong element type",
    "A layer or an input cannot hold elements of this type: numbers are f32, indices are "
      + "i32.",
    example: ExampleSpec.model("i32[batch, 8] in 0..<20", "dense: 3"),
    mended: ExampleSpec.model(
      "i32[batch, 8] in 0..<20", "embedding: {entries: 20, width: 4}", "flatten", "dense: 3"))
}
