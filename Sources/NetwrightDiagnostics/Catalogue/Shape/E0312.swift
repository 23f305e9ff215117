extension CatalogueEntry {
  static let e0312 = CatalogueEntry(
    "E0312", "groups do not divide channels",
    "A grouped convolution gives each group an equal share of the input channels and of "
      + "the filters.",
    example: ExampleSpec.model(
      "f32[batch, 8, 8, 3]", "conv2d: {filters: 4, kernel: 3, groups: 2}"),
    mended: ExampleSpec.model(
      "f32[batch, 8, 8, 3]", "conv2d: {filters: 6, kernel: 3, groups: 3}"))
}
