/// E04xx: contracts between the loss and what it compares.
enum LossCatalogue {
  static let entries: [CatalogueEntry] = []
}
