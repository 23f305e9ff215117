extension CatalogueEntry {
  static let e0004 = CatalogueEntry(
    "E0004", "YAML syntax",
    "The text is not well-formed YAML 1.2. A quote or bracket that is surely open is shown where it "
      + "opens; otherwise the place shown is where reading could not go on, and the cause "
      + "is often just before it: a tab, or an indentation that fits no line above.",
    example: "netwright: 1\nname: example\ndims: {batch: 4\n",
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3"))
}
