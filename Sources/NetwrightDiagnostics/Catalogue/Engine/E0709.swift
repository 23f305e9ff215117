extension CatalogueEntry {
  static let e0709 = CatalogueEntry(
    "E0709", "no such code",
    "`explain` takes a spec, or a code such as E0302 that a diagnostic began with.",
    example: "netwright explain E9999",
    mended: "netwright explain E0302", form: .text)
}
