import NetwrightDiagnostics
import NetwrightSchema

/// The part of the JSON Schema that tells files to import from specs, as `ImportedFile` does.
enum SharedFileSchema {
  /// A file to import needs nothing but its version; a spec needs its sections, and a batch.
  static var choice: ValueForm.Members {
    let required = SpecSections.table.keys.filter { $0.fallbackText == nil }.map(\.name)
    return [
      ("if", .object(isShared)),
      (
        "else",
        .object([
          ("required", words(required)),
          ("properties", .object([("dims", .object([("required", words(["batch"]))]))])),
        ])
      ),
    ]
  }

  private static var isShared: ValueForm.Members {
    let contents = ImportedFile.contents.map { JSONValue.object([("required", words([$0]))]) }
    let hasBatch = JSONValue.object([
      ("type", .string("object")), ("required", words(["batch"])),
    ])
    return [
      ("required", words([SpecSections.versionKey.name])),
      ("propertyNames", .object([("enum", words(ImportedFile.table.names))])),
      ("anyOf", .array(contents)),
      ("properties", .object([("dims", .object([("not", hasBatch)]))])),
    ]
  }

  private static func words(_ words: [String]) -> JSONValue { .array(words.map { .string($0) }) }
}
