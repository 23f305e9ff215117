extension CatalogueEntry {
  static let e0552 = CatalogueEntry(
    "E0552", "input without a field",
    "Every input of the model takes the field of the same name, and there is none.",
    example: ExampleSpec.data(field: "y: {columns: [length, width], tensor: \"f32[2]\"}"),
    mended: ExampleSpec.data())
}
