extension CatalogueEntry {
  static let e0007 = CatalogueEntry(
    "E0007", "undefined alias",
    "An alias (`*name`) stands for the value marked with the anchor `&name` further up in the "
      + "same file. No such anchor comes before this alias.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: *width"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: &width 3", "dense: *width"))
}
