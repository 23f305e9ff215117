extension CatalogueEntry {
  static let e0805 = CatalogueEntry(
    "E0805", "checkpoint of another run",
    "A run goes on bit by bit as if it had never stopped, which needs the seed, the data "
      + "and the split that it began with.",
    example: "netwright train spec.yaml --resume --set train.seed=2    # begun with 1",
    mended: "netwright train spec.yaml --resume", form: .text)
}
