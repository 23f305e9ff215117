extension CatalogueEntry {
  static let e0512 = CatalogueEntry(
    "E0512", "statistics impossible",
    "Means and deviations cannot be fitted, or do not fit the data they are applied to.",
    example: "netwright evaluate runs/a --spec b.yaml    # b standardizes another field",
    mended: "netwright train b.yaml", form: .text)
}
