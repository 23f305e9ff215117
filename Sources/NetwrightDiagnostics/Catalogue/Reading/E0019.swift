extension CatalogueEntry {
  static let e0019 = CatalogueEntry(
    "E0019", "no file to import",
    "What a spec imports begins with `netwright: 1` and holds `doc`, `imports`, `dims` and "
      + "`blocks` only. Of any other file nothing is read or shown.",
    example: "imports: [other-model.yaml]    # a whole spec",
    mended: "imports: [blocks.yaml]         # `netwright: 1` and `blocks:`", form: .text)
}
