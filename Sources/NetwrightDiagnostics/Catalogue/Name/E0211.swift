extension CatalogueEntry {
  static let e0211 = CatalogueEntry(
    "E0211", "too many layers",
    "Blocks are counted before they are expanded: a model has at most 100,000 layers, and "
      + "blocks stand at most 64 deep within one another.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "repeat: {times: 90_000, block: b}",
      head: "blocks:\n  b: {inputs: {x: \"f32[batch, 8]\"}, layers: [{dense: 8}, relu]}\n"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "repeat: {times: 9, block: b}",
      head: "blocks:\n  b: {inputs: {x: \"f32[batch, 8]\"}, layers: [{dense: 8}, relu]}\n"))
}
