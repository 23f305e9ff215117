extension CatalogueEntry {
  static let e0720 = CatalogueEntry(
    "E0720", "cannot be laid out anew",
    "`format` changes how a spec looks and nothing else: afterwards it means the same and has "
      + "the same comments. Explicit keys (`? key`), directives (`%YAML`) and some uncommon "
      + "indentations of texts have no place in canonical layout. The file is as it was.",
    example: "? name\n: digits", mended: "name: digits", form: .text)
}
