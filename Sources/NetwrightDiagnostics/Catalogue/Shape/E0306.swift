extension CatalogueEntry {
  static let e0306 = CatalogueEntry(
    "E0306", "wrong number of inputs",
    "The layer takes more or fewer inputs than it gets. Layers take the result before "
      + "them, or what `from:` names.",
    example: ExampleSpec.model("f32[batch, 8]", "add"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 8", "add: x"))
}
