extension CatalogueEntry {
  static let e0009 = CatalogueEntry(
    "E0009", "tag not allowed",
    "Only the core tags `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq` and `!!map` are "
      + "known, each on a value of its kind. The expected type decides how a value is read, so "
      + "tags are hardly ever needed.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: !width 3"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3"))
}
