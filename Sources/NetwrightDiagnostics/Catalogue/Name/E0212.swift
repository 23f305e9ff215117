extension CatalogueEntry {
  static let e0212 = CatalogueEntry(
    "E0212", "outputs without names",
    "A block with several outputs needs a name for each where it is used: `as: [first, "
      + "second]`. Repeated, it has no more outputs than inputs, since each repetition takes the "
      + "results of the one before.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "b:\n      as: y",
      head: "blocks:\n  b:\n    inputs: {x: \"f32[batch, 8]\"}\n"
        + "    layers: [{dense: 8, as: a}, {dense: 8, as: b}]\n    outputs: [a, b]\n"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "b:\n      as: [y, z]",
      head: "blocks:\n  b:\n    inputs: {x: \"f32[batch, 8]\"}\n"
        + "    layers: [{dense: 8, as: a}, {dense: 8, as: b}]\n    outputs: [a, b]\n"))
}
