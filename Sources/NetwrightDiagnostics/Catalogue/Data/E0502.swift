extension CatalogueEntry {
  static let e0502 = CatalogueEntry(
    "E0502", "data path not allowed",
    "Paths of data are relative to the data folder. A program around the emitted runtime that "
      + "confines this folder opens nothing elsewhere: no `..`, no absolute path, no links.",
    example: "source: {csv: ../elsewhere/iris.csv}",
    mended: "netwright train spec.yaml --data ../elsewhere", form: .text)
}
