extension CatalogueEntry {
  static let e0207 = CatalogueEntry(
    "E0207", "never used",
    "An input, a target, the result of a layer, a block, one of its parameters or a dimension is "
      + "used by nothing, perhaps because its name is misspelt. What is meant to be a result needs a "
      + "name (`as:`); anything else can go. Files that are imported may declare more than a spec "
      + "needs.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: 3", "dense: 2\n      from: x"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3", "dense: 2"))
}
