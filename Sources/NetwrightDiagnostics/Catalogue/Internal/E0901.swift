extension CatalogueEntry {
  static let e0901 = CatalogueEntry(
    "E0901", "internal error",
    "Netwright found one of its own rules broken. The spec may be fine; please report it with "
      + "the spec and the whole message.")
}
