extension CatalogueEntry {
  static let e0706 = CatalogueEntry(
    "E0706", "not enough memory",
    "The planned memory of the program exceeds what this machine has free, or what the process "
      + "may use. Nothing was allocated.",
    example: "dims: {batch: 65536}",
    mended: "dims: {batch: 64}", form: .text)
}
