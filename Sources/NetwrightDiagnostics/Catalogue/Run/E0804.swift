extension CatalogueEntry {
  static let e0804 = CatalogueEntry(
    "E0804", "checkpoint of another program",
    "Names, shapes or element types of the checkpoint's tensors are not those of the "
      + "program, each difference on a line of its own. `netwright diff` tells what two specs "
      + "have in common.",
    example: "netwright train spec.yaml --resume --set dims.width=64    # begun with 32",
    mended: "netwright train spec.yaml --resume", form: .text)
}
