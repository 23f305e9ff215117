extension CatalogueEntry {
  static let e0230 = CatalogueEntry(
    "E0230", "name of two meanings",
    "A formula may name numbers, parameters of its own, inputs and results; where one name could "
      + "be two of them, neither is taken. `x` is the input of the layer: the result before, or "
      + "what `from:` names. An input of the model or block that is called `x` as well changes "
      + "nothing about that, but where the formula names other tensors beside `x`, `from:` must "
      + "say which of the two is meant: `h + x` may be a residual connection or not.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: 8\n      as: h", "expr: h + x"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: 8\n      as: h", "expr: h + x\n      from: x"))
}
