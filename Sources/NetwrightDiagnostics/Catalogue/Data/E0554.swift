extension CatalogueEntry {
  static let e0554 = CatalogueEntry(
    "E0554", "columns do not fit",
    "A field has as many columns as its type has elements; an `idx` source has no "
      + "columns.",
    example: ExampleSpec.data(field: "x: {columns: [length, width, height], tensor: \"f32[2]\"}"),
    mended: ExampleSpec.data())
}
