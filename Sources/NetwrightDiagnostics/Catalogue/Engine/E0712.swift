extension CatalogueEntry {
  static let e0712 = CatalogueEntry(
    "E0712", "no run to resume",
    "`--resume` goes on from `checkpoint.safetensors` in the run folder, and there is none: the "
      + "folder is another, or no run there came as far as a checkpoint.",
    example: "netwright train spec.yaml --out runs/first --resume    # before any run",
    mended: "netwright train spec.yaml --out runs/first", form: .text)
}
