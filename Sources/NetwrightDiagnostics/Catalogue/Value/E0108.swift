extension CatalogueEntry {
  static let e0108 = CatalogueEntry(
    "E0108", "keys exclude each other",
    "Two keys were given of which only one may be; the note says what each of them means.",
    example: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
      tail: ExampleSpec.crossEntropy + "train: {epochs: 2, steps: 100, optimizer: adam}\n"),
    mended: ExampleSpec.model(
      "f32[batch, 8]", "dense: 3\n      as: y", target: "i32[batch] in 0..<3",
      tail: ExampleSpec.crossEntropy + "train: {epochs: 2, optimizer: adam}\n"))
}
