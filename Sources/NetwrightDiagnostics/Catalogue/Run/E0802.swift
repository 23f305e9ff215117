extension CatalogueEntry {
  static let e0802 = CatalogueEntry(
    "E0802", "checkpoint or tensor file damaged",
    "A safetensors file cannot be read, or its digest is not that of its contents: the "
      + "writing was cut short, a bit has changed, or somebody edited it. Nothing of it is "
      + "used.",
    example: "netwright train spec.yaml --resume    # with half a checkpoint",
    mended: "netwright train spec.yaml --overwrite", form: .text)
}
