extension CatalogueEntry {
  static let e0002 = CatalogueEntry(
    "E0002", "file too large",
    "A spec may have at most 16 MiB. Data and weights do not belong into a spec: name their "
      + "files instead.",
    example: "netwright check weights.yaml    # 20 MiB of numbers",
    mended: "netwright check model.yaml      # names the file of weights", form: .text)
}
