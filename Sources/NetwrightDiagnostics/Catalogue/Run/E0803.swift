extension CatalogueEntry {
  static let e0803 = CatalogueEntry(
    "E0803", "checkpoint of another version",
    "Checkpoints say which version of their format they are in; another one is not "
      + "guessed at.",
    example: "netwright train spec.yaml --resume    # with a checkpoint of an older Netwright",
    mended: "netwright train spec.yaml --overwrite", form: .text)
}
