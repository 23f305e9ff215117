extension CatalogueEntry {
  static let e0903 = CatalogueEntry(
    "E0903", "no Swift for a kernel",
    "The emitter cannot write a kernel of this spec as Swift. The interpreter can run it: "
      + "`--engine fast` or `--engine reference`. Please report it with the spec.")
}
