extension CatalogueEntry {
  static let e0103 = CatalogueEntry(
    "E0103", "wrong kind of value",
    "A scalar, a list or a mapping stands where another of the three is expected. In block style "
      + "the indentation decides: the lines of a list begin with `- `, those of a mapping with "
      + "`key: `.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: {units: [3]}"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: {units: 3}"))
}
