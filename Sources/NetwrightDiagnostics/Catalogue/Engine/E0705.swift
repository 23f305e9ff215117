extension CatalogueEntry {
  static let e0705 = CatalogueEntry(
    "E0705", "nothing to train",
    "`train` needs the sections `data`, `loss` and `train`. `bench`, `selfcheck` and `replay` need "
      + "no data, but `loss` and `train`.",
    example: "netwright train spec.yaml    # has no `train` section",
    mended: "train: {epochs: 5, optimizer: adam}", form: .text)
}
