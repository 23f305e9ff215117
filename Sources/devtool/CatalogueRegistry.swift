/// The list of all diagnostic codes, made from file names: `E0301.swift` declares `.e0301`.
enum CatalogueRegistry {
  static let folder = "Sources/NetwrightDiagnostics/Catalogue"
  static let target = "\(folder)/DiagnosticCatalogue+Generated.swift"

  /// The generated text, from the sources below `folder`; files of no code may be among them.
  static func text(of sources: [(path: String, text: String)]) -> String {
    let codes = sources.compactMap { code(path: $0.path) }.sorted()
    return Registry.head + "extension DiagnosticCatalogue {\n"
      + "  /// Every code that Netwright can report, in ascending order.\n"
      + "  package static let entries: [CatalogueEntry] = [\n"
      + codes.map { "    .\($0),\n" }.joined() + "  ]\n}\n"
  }

  /// The name of the entry that a file declares; nil where it declares none.
  private static func code(path: String) -> String? {
    guard let file = path.split(separator: "/").last, file.hasPrefix("E"),
      file.hasSuffix(".swift")
    else { return nil }
    let digits = file.dropFirst().dropLast(".swift".count)
    guard digits.utf8.count == 4, UInt16(digits) != nil else { return nil }
    return "e\(digits)"
  }
}
