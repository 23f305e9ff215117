extension CatalogueEntry {
  static let e0017 = CatalogueEntry(
    "E0017", "path leaves the root",
    "With `--root`, imports and data are read only beneath that folder: absolute paths, `..` out of "
      + "it and symbolic links are refused before anything is read, and so are data files with "
      + "other hard links.",
    example: "netwright check --root specs ../other/lenet.yaml",
    mended: "netwright check --root . specs/lenet.yaml", form: .text)
}
