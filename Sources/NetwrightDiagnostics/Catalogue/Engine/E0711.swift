extension CatalogueEntry {
  static let e0711 = CatalogueEntry(
    "E0711", "the folder holds a run",
    "Training would replace the weights and the checkpoint of the run that is in the folder, which "
      + "may have taken hours. Say whether it goes on (`--resume`), is lost (`--overwrite`), or "
      + "stays beside the new one, which then needs a folder of its own (`--out`). A spec that no run has "
      + "written there is never replaced.",
    example: "netwright train spec.yaml --out runs/first    # a second time",
    mended: "netwright train spec.yaml --out runs/second", form: .text)
}
