extension CatalogueEntry {
  static let e0703 = CatalogueEntry(
    "E0703", "a program cannot be started",
    "The Swift toolchain or the compiled program could not be started.",
    example: "PATH= netwright train spec.yaml",
    mended: "netwright train spec.yaml --engine fast    # needs no toolchain", form: .text)
}
