extension CatalogueEntry {
  static let e0902 = CatalogueEntry(
    "E0902", "the compiler contradicts itself",
    "A stage of the compiler rejected what an earlier stage had accepted. The spec may be fine; "
      + "please report it with the spec and the whole message.")
}
