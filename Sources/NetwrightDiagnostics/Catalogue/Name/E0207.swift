extension CatalogueEntry {
  static let e0207 = CatalogueEntry(
    "E0207", "never used",
    "An input, a target or the result of a layer is used by nothing. What is meant to be "
      + "a result needs a name (`as:`); anything else can go.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: 3", "dense: 2\n      from: x"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3", "dense: 2"))
}
