/// E02xx: names and what they refer to, expressions.
enum NameCatalogue {
  static let entries: [CatalogueEntry] = [
    CatalogueEntry(
      "E0201", "undefined name",
      "The name is used but defined nowhere that can be seen from here. The help names those that "
        + "are near in spelling."),
    CatalogueEntry(
      "E0202", "name defined twice",
      "Two things of the same kind have the same name, so that a use of it would be ambiguous."),
  ]
}
