extension CatalogueEntry {
  static let e0016 = CatalogueEntry(
    "E0016", "key is not a scalar",
    "The keys of a mapping are names or other scalars; lists and mappings cannot be keys. A "
      + "missing quote before `[` or `{` is a common cause.",
    example: ExampleSpec.model("f32[batch, 8]", "{[dense, relu]: 3}"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3", "relu"))
}
