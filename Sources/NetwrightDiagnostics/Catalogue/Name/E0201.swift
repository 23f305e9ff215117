extension CatalogueEntry {
  static let e0201 = CatalogueEntry(
    "E0201", "undefined name",
    "The name is used but defined nowhere that can be seen from here. The help names "
      + "those that are near in spelling.",
    example: ExampleSpec.model("f32[batch, widht]", "dense: 3", dims: "batch: 4, width: 8"),
    mended: ExampleSpec.model("f32[batch, width]", "dense: 3", dims: "batch: 4, width: 8"))
}
