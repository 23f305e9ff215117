/// Every diagnostic code that Netwright can report, in ascending order.
///
/// To add a code, add an entry to the file of its hundred; a test holds codes unique and sorted.
package enum DiagnosticCatalogue {
  package static var entries: [CatalogueEntry] {
    ReadingCatalogue.entries + ValueCatalogue.entries + NameCatalogue.entries
      + ShapeCatalogue.entries + LossCatalogue.entries + DataCatalogue.entries
      + ExpectationCatalogue.entries + EngineCatalogue.entries + InternalCatalogue.entries
  }

  /// The entry of a code, in any letter case; nil for a code that does not exist.
  package static func entry(for code: String) -> CatalogueEntry? {
    let wanted = code.uppercased()
    return entries.first { $0.code == wanted }
  }
}
