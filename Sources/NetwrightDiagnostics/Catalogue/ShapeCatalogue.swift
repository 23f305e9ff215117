/// E03xx: shapes and dtypes of tensors.
enum ShapeCatalogue {
  static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      "E0301", "wrong rank",
      "A tensor has more or fewer dimensions than the operation takes. `flatten` and `reshape` "
        + "change the rank."),
    CatalogueEntry(
      "E0302", "sizes differ",
      "Two dimensions must be equal and are not. The labels show where each of the two comes "
        + "from."),
  ]
}
