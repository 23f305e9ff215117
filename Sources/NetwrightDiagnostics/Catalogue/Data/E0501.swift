extension CatalogueEntry {
  static let e0501 = CatalogueEntry(
    "E0501", "cannot read data",
    "The operating system refused to open or read a data file; its reason is in the "
      + "message. Paths start from the folder of the spec, or from that of `--data`.",
    example: "source: {csv: data/iris.csv}     # the file is named Iris.csv",
    mended: "source: {csv: data/Iris.csv}", form: .text)
}
