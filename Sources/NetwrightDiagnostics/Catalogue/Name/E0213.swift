extension CatalogueEntry {
  static let e0213 = CatalogueEntry(
    "E0213", "input taken twice",
    "`add` and `concat` take the result before them, or what `from:` names, and then the results "
      + "that they name. One that is named although it is taken anyhow would count twice. Leave it "
      + "out, or name all of them by `from:` and none by the layer.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: 8\n      as: y", "add: [x, y]"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 8\n      as: y", "add: x"))
}
