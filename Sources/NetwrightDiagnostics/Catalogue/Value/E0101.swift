extension CatalogueEntry {
  static let e0101 = CatalogueEntry(
    "E0101", "unknown key",
    "The mapping has a key that means nothing there. Nothing is ever ignored silently, since a "
      + "misspelt key would otherwise leave its default in force. The help names keys that are "
      + "near in spelling.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: {unit: 3}"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: {units: 3}"))
}
