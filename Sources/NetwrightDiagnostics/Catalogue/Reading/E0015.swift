extension CatalogueEntry {
  static let e0015 = CatalogueEntry(
    "E0015", "recursive alias",
    "An alias stands inside the very value that its anchor marks, so that the value would "
      + "contain itself.",
    example: "netwright: 1\nlayers: &all [dense, *all]\n",
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3"))
}
