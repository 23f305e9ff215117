extension CatalogueEntry {
  static let e0320 = CatalogueEntry(
    "E0320", "does not fit a block",
    "A block states the tensors that it takes. What a use hands to it must have the element "
      + "type, the number of axes and each size that is not `?`, whatever the batch is.",
    example: ExampleSpec.model(
      "f32[batch, 9]", "b",
      head: "blocks:\n  b: {inputs: {x: \"f32[batch, 8]\"}, layers: [{dense: 8}]}\n"),
    mended: ExampleSpec.model(
      "f32[batch, 9]", "b",
      head: "blocks:\n  b: {inputs: {x: \"f32[batch, ?]\"}, layers: [{dense: 8}]}\n"))
}
