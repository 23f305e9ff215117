extension CatalogueEntry {
  static let e0017 = CatalogueEntry(
    "E0017", "path leaves the root",
    "With `--root`, files are read only beneath that folder: absolute paths, `..` and symbolic "
      + "links are refused before anything is read.",
    example: "netwright check --root specs ../other/lenet.yaml",
    mended: "netwright check --root . specs/lenet.yaml", form: .text)
}
