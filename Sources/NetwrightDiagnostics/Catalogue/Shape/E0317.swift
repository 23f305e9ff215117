extension CatalogueEntry {
  static let e0317 = CatalogueEntry(
    "E0317", "needs a fixed size",
    "Parameters have sizes that are numbers, so a layer that learns them cannot work along an "
      + "axis whose size may vary. Positions and pixels may vary, features may not.",
    example: ExampleSpec.model("f32[batch, seq]", "dense: 4", dims: "batch: 4, seq: 1..64"),
    mended: ExampleSpec.model("f32[batch, seq]", "dense: 4", dims: "batch: 4, seq: 64"))
}
