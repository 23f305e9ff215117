extension CatalogueEntry {
  static let e0310 = CatalogueEntry(
    "E0310", "element counts differ",
    "A reshape keeps all elements, so the sizes of the new shape must multiply to as many "
      + "as the old ones.",
    example: ExampleSpec.model("f32[batch, 8]", "reshape: [3, 3]"),
    mended: ExampleSpec.model("f32[batch, 8]", "reshape: [2, 4]"))
}
