extension CatalogueEntry {
  static let e0702 = CatalogueEntry(
    "E0702", "the emitted package does not build",
    "The Swift compiler failed on the package that the spec became. The note names the file "
      + "with its words. A full disk, a damaged toolchain and missing headers of zlib are the "
      + "usual causes; anything else is a fault of Netwright.",
    example: "netwright compile spec.yaml -o package    # without zlib1g-dev",
    mended: "apt install zlib1g-dev && netwright compile spec.yaml -o package", form: .text)
}
