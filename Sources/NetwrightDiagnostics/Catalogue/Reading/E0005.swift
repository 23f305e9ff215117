extension CatalogueEntry {
  static let e0005 = CatalogueEntry(
    "E0005", "nesting too deep",
    "Lists and mappings may be nested 64 levels deep, counting what an alias stands for. "
      + "Use blocks to give parts of a large model names of their own.",
    example: String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3"))
}
