extension CatalogueEntry {
  static let e0208 = CatalogueEntry(
    "E0208", "used before it is made",
    "Layers are built in the order of the list, so a layer can only take results from "
      + "above it, and never its own. Dimensions are read in the order of `dims:`, so one that is "
      + "made of others stands below them.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: 8", "add: y", "dense: 8\n      as: y"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 8\n      as: y", "dense: 8", "add: y"))
}
