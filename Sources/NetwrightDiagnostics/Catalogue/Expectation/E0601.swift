extension CatalogueEntry {
  static let e0601 = CatalogueEntry(
    "E0601", "other number of parameters",
    "The model has more or fewer parameters than `expect:` says. The labels show the "
      + "largest layers.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3", tail: "expect: {parameters: 24}\n"),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3", tail: "expect: {parameters: 27}\n"))
}
