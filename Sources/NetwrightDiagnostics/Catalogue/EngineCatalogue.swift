/// E07xx: engines, toolchains and files that are written.
enum EngineCatalogue {
  static let entries: [CatalogueEntry] = []
}
