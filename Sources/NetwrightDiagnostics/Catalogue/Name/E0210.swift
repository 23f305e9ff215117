extension CatalogueEntry {
  static let e0210 = CatalogueEntry(
    "E0210", "block contains itself",
    "A block cannot stand within itself, directly or by way of other blocks: it would have "
      + "no end. What is meant to occur several times is repeated with `repeat:`.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "b",
      head: "blocks:\n  b: {inputs: {x: \"f32[batch, 8]\"}, layers: [{dense: 8}, b]}\n"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "repeat: {times: 2, block: b}",
      head: "blocks:\n  b: {inputs: {x: \"f32[batch, 8]\"}, layers: [{dense: 8}]}\n"))
}
