extension CatalogueEntry {
  static let e0309 = CatalogueEntry(
    "E0309", "window larger than its input",
    "A filter or a pooling window does not fit into the image, padding included. Often an "
      + "image was made smaller once too often.",
    example: ExampleSpec.model("f32[batch, 2, 2, 1]", "max_pool2d: 3"),
    mended: ExampleSpec.model("f32[batch, 2, 2, 1]", "max_pool2d: 2"))
}
