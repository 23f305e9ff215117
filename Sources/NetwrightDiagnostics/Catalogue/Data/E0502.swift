extension CatalogueEntry {
  static let e0502 = CatalogueEntry(
    "E0502", "data path not allowed",
    "Paths of data are relative to the data folder. With `--root` they stay below it: no `..`, no "
      + "absolute path, no links.",
    example: "source: {csv: ../elsewhere/iris.csv}",
    mended: "netwright train spec.yaml --data ../elsewhere", form: .text)
}
