/// E06xx: expectations that a spec states and does not meet.
enum ExpectationCatalogue {
  static let entries: [CatalogueEntry] = []
}
