extension CatalogueEntry {
  static let e0011 = CatalogueEntry(
    "E0011", "several documents",
    "A file holds one spec. Split the file where the line `---` begins the next document.",
    example: "netwright: 1\n---\nnetwright: 1\n",
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3"))
}
