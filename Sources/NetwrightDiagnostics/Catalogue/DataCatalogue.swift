/// E05xx: data sets and the files they are read from.
enum DataCatalogue {
  static let entries: [CatalogueEntry] = []
}
