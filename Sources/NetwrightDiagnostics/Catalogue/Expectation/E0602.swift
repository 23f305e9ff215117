extension CatalogueEntry {
  static let e0602 = CatalogueEntry(
    "E0602", "output of another type",
    "An output has another type than `expect:` says.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      as: y", tail: "expect: {y: \"f32[batch, 4]\"}\n"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      as: y", tail: "expect: {y: \"f32[batch, 3]\"}\n"))
}
