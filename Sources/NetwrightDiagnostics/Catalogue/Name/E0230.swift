extension CatalogueEntry {
  static let e0230 = CatalogueEntry(
    "E0230", "name of two meanings",
    "A formula calls the input of its layer `x`, and may name numbers, parameters of its own, "
      + "inputs and results. Where one name could be two of them, neither is taken.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: 8", "expr: 2 * x"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: 8\n      as: h", "expr: 2 * h"))
}
