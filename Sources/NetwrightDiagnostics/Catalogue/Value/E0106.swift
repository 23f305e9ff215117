extension CatalogueEntry {
  static let e0106 = CatalogueEntry(
    "E0106", "not a name",
    "Names begin with a letter or an underscore, go on with letters, digits and underscores "
      + "(ASCII), and have at most 63 characters. They become names in Swift code and files, and "
      + "therefore nothing else is admitted.",
    example: ExampleSpec.model("f32[batch, 8]", "dense: 3\n      as: class scores"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3\n      as: class_scores"))
}
