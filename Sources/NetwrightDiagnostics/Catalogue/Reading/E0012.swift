extension CatalogueEntry {
  static let e0012 = CatalogueEntry(
    "E0012", "empty spec",
    "The file has no content besides comments and white space. `specs/digits.yaml` is "
      + "a whole spec to start from.",
    example: "# nothing here\n",
    mended: ExampleSpec.model("f32[batch, 8]", "dense: 3"))
}
