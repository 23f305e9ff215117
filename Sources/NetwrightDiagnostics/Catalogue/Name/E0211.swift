extension CatalogueEntry {
  static let e0211 = CatalogueEntry(
    "E0211", "too many layers",
    "Blocks are counted before they are expanded. How many layers a model may have, how many "
      + "operations these may come to, and how deep blocks may stand within one another is in "
      + "Grammar.md, under \"Limits\".",
    example: ExampleSpec.model(
      "f32[batch, 8]", "repeat: {times: 9_000, block: b}",
      head: "blocks:\n  b: {inputs: {x: \"f32[batch, 8]\"}, layers: [{dense: 8}, relu]}\n"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "repeat: {times: 9, block: b}",
      head: "blocks:\n  b: {inputs: {x: \"f32[batch, 8]\"}, layers: [{dense: 8}, relu]}\n"))
}
